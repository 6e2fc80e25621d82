using Surefoot.Rules;

namespace Surefoot.Training.Comparing;

/// <summary>An optimizer to compare.</summary>
/// <param name="Name">What the comparison calls it.</param>
/// <param name="Options">Its settings; the search for a rate starts at theirs.</param>
public sealed record Contender(string Name, OptimizerOptions Options);
