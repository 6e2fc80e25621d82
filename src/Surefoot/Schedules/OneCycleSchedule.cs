using Surefoot.Settings;

namespace Surefoot.Schedules;

/// <summary>
/// One rise and one long fall (Smith and Topin 2019, arXiv 1708.07120), both along half a cosine as in PyTorch's
/// OneCycleLR: from 1/start of the rate up to the rate itself, then down to 1/(start·end) of it. The optimizer's
/// learning rate is the peak.
/// </summary>
public sealed record OneCycleSchedule : Schedule
{
    /// <summary>A cycle of <paramref name="total"/> steps.</summary>
    /// <param name="total">Steps of the whole cycle, 2 or more.</param>
    /// <param name="rise">The share of the steps that rise, above 0 and below 1; default 0.3.</param>
    /// <param name="start">What the first rate is the peak divided by; default 25.</param>
    /// <param name="end">What the last rate is the first divided by; default 10,000.</param>
    public OneCycleSchedule(long total, double rise = 0.3, double start = 25, double end = 1e4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 2);
        (Total, Rise) = (total, Setting.UnitInterval(Setting.Positive(rise, nameof(rise)), nameof(rise)));
        (Start, End) = (Setting.Positive(start, nameof(start)), Setting.Positive(end, nameof(end)));
    }

    /// <summary>Steps of the whole cycle.</summary>
    public long Total { get; }

    /// <summary>The share of the steps that rise.</summary>
    public double Rise { get; }

    /// <summary>What the first rate is the peak divided by.</summary>
    public double Start { get; }

    /// <summary>What the last rate is the first divided by.</summary>
    public double End { get; }

    /// <inheritdoc/>
    public override double Factor(long steps)
    {
        double peak = (Rise * Total) - 1,
            last = Total - 1;
        // A rise of one step or less begins at the peak.
        if (peak > 0 && steps <= peak)
            return Between(1 / Start, 1, steps / peak);
        return Between(1, 1 / (Start * End), Math.Min(1, (steps - Math.Max(peak, 0)) / (last - Math.Max(peak, 0))));
    }

    static double Between(double from, double to, double share) =>
        to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}
