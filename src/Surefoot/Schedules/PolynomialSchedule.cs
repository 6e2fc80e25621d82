using Surefoot.Settings;

namespace Surefoot.Schedules;

/// <summary>
/// Lets the rate fall to a last value and stay there: (1 − last)·(1 − t/total)^power + last. A power of 1 is a straight
/// line.
/// </summary>
public sealed record PolynomialSchedule : Schedule
{
    /// <summary>A rate that reaches its last value after <paramref name="total"/> steps.</summary>
    /// <param name="total">Steps until the last value, 1 or more.</param>
    /// <param name="power">A finite number above 0; default 1.</param>
    /// <param name="last">The factor at the end, 0 or more; default 0.</param>
    public PolynomialSchedule(long total, double power = 1, double last = 0)
    {
        (Total, Power, Last) = (
            Setting.AtLeastOne(total),
            Setting.Positive(power, nameof(power)),
            Setting.NotNegative(last, nameof(last))
        );
    }

    /// <summary>Steps until the last value.</summary>
    public long Total { get; }

    /// <summary>How the fall is bent.</summary>
    public double Power { get; }

    /// <summary>The factor at the end.</summary>
    public double Last { get; }

    /// <inheritdoc/>
    public override double Factor(long steps) =>
        ((1 - Last) * Math.Pow(1 - ((double)Math.Min(steps, Total) / Total), Power)) + Last;
}
