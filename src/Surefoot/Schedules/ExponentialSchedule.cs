using Surefoot.Settings;

namespace Surefoot.Schedules;

/// <summary>
/// Lets the rate fall smoothly: γ^(t/over). With <c>over</c> the steps of an epoch it is PyTorch's ExponentialLR drawn
/// through its corners.
/// </summary>
public sealed record ExponentialSchedule : Schedule
{
    /// <summary>
    /// A rate that is multiplied by <paramref name="factor"/> over every <paramref name="over"/> steps.
    /// </summary>
    /// <param name="factor">γ, a finite number above 0.</param>
    /// <param name="over">Steps over which the rate changes by γ, 1 or more; default 1.</param>
    public ExponentialSchedule(double factor, long over = 1)
    {
        (FactorEach, Over) = (Setting.Positive(factor, nameof(factor)), Setting.AtLeastOne(over));
    }

    /// <summary>γ: what the rate is multiplied by over <see cref="Over"/> steps.</summary>
    public double FactorEach { get; }

    /// <summary>Steps over which the rate changes by γ.</summary>
    public long Over { get; }

    /// <inheritdoc/>
    public override double Factor(long steps) => Math.Pow(FactorEach, (double)steps / Over);
}
