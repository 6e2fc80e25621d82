namespace Surefoot.Training.Data.Numpy;

/// <summary>Inputs and targets of one set of rows.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Targets">The targets, or null.</param>
sealed record ArrayPair(NpyArray Inputs, NpyArray? Targets);
