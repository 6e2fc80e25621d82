namespace Surefoot.Training.Runs;

/// <summary>The last event of a run.</summary>
/// <param name="Result">How the run ended and what it reached.</param>
public sealed record RunEnded(RunResult Result);
