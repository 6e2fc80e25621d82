namespace Surefoot.Training.Metrics;

/// <summary>
/// The mean of |prediction − target| of a regression, in the target's own units, as Keras' MeanAbsoluteError.
/// </summary>
public sealed class MeanAbsoluteError : Metric
{
    /// <inheritdoc/>
    public override string Kind => "mean_absolute_error";

    /// <inheritdoc/>
    public override MetricTally Begin() => new Tally();

    sealed class Tally : MetricTally
    {
        double sum;
        long rows;

        public override double Value => sum / rows;

        public override void Add(ReadOnlySpan<double> output, double target)
        {
            sum += Math.Abs(output[0] - target);
            rows++;
        }
    }
}
