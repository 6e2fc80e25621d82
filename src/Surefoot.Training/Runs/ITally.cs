using System.Numerics;

namespace Surefoot.Training.Runs;

/// <summary>Counts up how well the outputs fit the targets, row by row.</summary>
/// <typeparam name="T">float or double.</typeparam>
interface ITally<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Takes a row into account.</summary>
    /// <param name="output">What the network said.</param>
    /// <param name="target">What is right.</param>
    void Add(ReadOnlySpan<T> output, float target);

    /// <summary>The figures over all rows.</summary>
    /// <param name="rows">How many there were.</param>
    /// <param name="loss">Their mean loss.</param>
    Evaluation Result(int rows, double loss);
}
