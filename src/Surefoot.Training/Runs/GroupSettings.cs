using Surefoot.Training.Configuration;

namespace Surefoot.Training.Runs;

/// <summary>Parameters of a run that follow settings of their own.</summary>
/// <param name="Name">What the group is called.</param>
/// <param name="Optimizer">Its settings.</param>
/// <param name="Parameters">The names of the parameters that belong to it.</param>
public sealed record GroupSettings(string Name, Config Optimizer, IReadOnlyList<string> Parameters);
