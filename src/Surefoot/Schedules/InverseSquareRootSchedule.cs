using Surefoot.Settings;

namespace Surefoot.Schedules;

/// <summary>
/// Holds the rate for a while and then lets it fall with the root of the steps: √(hold/max(t+1, hold)) (as in Vaswani
/// and others 2017, after their warm-up).
/// </summary>
public sealed record InverseSquareRootSchedule : Schedule
{
    /// <summary>A rate that falls after <paramref name="hold"/> steps.</summary>
    /// <param name="hold">Steps at the full rate, 1 or more.</param>
    public InverseSquareRootSchedule(long hold) => Hold = Setting.AtLeastOne(hold);

    /// <summary>Steps at the full rate.</summary>
    public long Hold { get; }

    /// <inheritdoc/>
    public override double Factor(long steps) => Math.Sqrt((double)Hold / Math.Max(steps + 1, Hold));
}
