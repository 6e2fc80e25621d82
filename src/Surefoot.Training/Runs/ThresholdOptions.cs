using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs;

/// <summary>From which probability on the rarer of two classes is predicted.</summary>
public sealed record ThresholdOptions
{
    /// <summary>
    /// What is made high on the validation rows, at the end of the run, with the weights that are kept. Default
    /// <see cref="ThresholdMeasure.F1"/>. The figures of these rows are then a little too good; those of test rows are
    /// not.
    /// </summary>
    public ThresholdMeasure Measure { get; init; }

    /// <summary>A probability to take instead, above 0 and below 1; null, the default, to choose.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double? Value
    {
        get;
        init =>
            field = value is null or (> 0 and < 1)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Value),
                    value,
                    FormattableString.Invariant($"{nameof(Value)} is {value}; it must be above 0 and below 1.")
                );
    }
}
