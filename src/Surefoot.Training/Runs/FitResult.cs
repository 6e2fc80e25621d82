namespace Surefoot.Training.Runs;

/// <summary>What training a network in one line gave.</summary>
/// <param name="Run">
/// How the run ended, what it reached on the validation and the test rows, and what its curve shows.
/// </param>
/// <param name="Model">The network with its preprocessing: to save, to evaluate, to predict with.</param>
public sealed record FitResult(RunResult Run, SavedModel Model);
