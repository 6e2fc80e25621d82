using Surefoot.Training.Configuration;

namespace Surefoot.Training.Metrics;

/// <summary>
/// The share of rows whose right class is among the k classes with the largest scores, as Keras'
/// SparseTopKCategoricalAccuracy; of equal scores the first count as larger.
/// </summary>
public sealed class TopKAccuracy : Metric
{
    readonly int k;

    /// <summary>The metric.</summary>
    /// <param name="k">How many classes are looked at, at least 1; 5 unless given, as in Keras.</param>
    public TopKAccuracy(int k = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        this.k = k;
    }

    /// <inheritdoc/>
    public override string Kind => "top_k_accuracy";

    /// <inheritdoc/>
    public override MetricTally Begin() => new Tally(k);

    /// <inheritdoc/>
    protected override void AddSettings(Config config) => config.Add("k", k);

    sealed class Tally(int k) : MetricTally
    {
        long right,
            rows;

        public override double Value => (double)right / rows;

        public override void Add(ReadOnlySpan<double> output, double target)
        {
            int of = (int)target,
                above = 0;
            for (int i = 0; i < output.Length; i++)
                if (output[i] > output[of] || (output[i] == output[of] && i < of))
                    above++;
            if (above < k)
                right++;
            rows++;
        }
    }
}
