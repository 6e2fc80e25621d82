namespace Surefoot.Training.Runs.Watching;

/// <summary>A gradient that ended a run.</summary>
/// <param name="Parameter">The parameter's name, such as "dense1.weight".</param>
/// <param name="Index">Its place in the parameter, from 0.</param>
/// <param name="Value">What it was.</param>
/// <param name="Step">The step that it was for, counted from 1.</param>
public sealed record NonFiniteGradient(string Parameter, int Index, double Value, long Step);
