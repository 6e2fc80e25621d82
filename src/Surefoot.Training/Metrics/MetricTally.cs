namespace Surefoot.Training.Metrics;

/// <summary>
/// A <see cref="Metric"/> over the rows so far. Rows come one after the other in their order, on one thread.
/// </summary>
public abstract class MetricTally
{
    /// <summary>Takes a row into account.</summary>
    /// <param name="output">
    /// What the network said: for classes the score of each, before the softmax; for a number the number, in its own
    /// units.
    /// </param>
    /// <param name="target">What is right: the index of the class, or the number in its own units.</param>
    public abstract void Add(ReadOnlySpan<double> output, double target);

    /// <summary>The figure over the rows so far; NaN where there is none.</summary>
    public abstract double Value { get; }
}
