using Surefoot.Settings;

namespace Surefoot.Schedules;

/// <summary>
/// Lets the rate fall along half a cosine, and starts again where periods are given a growth (SGDR; Loshchilov and
/// Hutter, ICLR 2017): last + (1 − last)·(1 + cos(π·t/period))/2.
/// </summary>
public sealed record CosineSchedule : Schedule
{
    /// <summary>A rate that falls over <paramref name="period"/> steps.</summary>
    /// <param name="period">Steps of the first fall, 1 or more.</param>
    /// <param name="last">The factor at the end of a fall, 0 or more; default 0.</param>
    /// <param name="growth">
    /// How much longer each next fall is, a whole number: 0 (the default) stays at the last value, 1 repeats, 2
    /// doubles.
    /// </param>
    public CosineSchedule(long period, double last = 0, int growth = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(growth);
        (Period, Last, Growth) = (Setting.AtLeastOne(period), Setting.NotNegative(last, nameof(last)), growth);
    }

    /// <summary>Steps of the first fall.</summary>
    public long Period { get; }

    /// <summary>The factor at the end of a fall.</summary>
    public double Last { get; }

    /// <summary>How much longer each next fall is; 0 for no restart.</summary>
    public int Growth { get; }

    /// <inheritdoc/>
    public override double Factor(long steps)
    {
        double period = Period,
            place = steps;
        if (Growth == 0)
            place = Math.Min(place, period);
        else if (Growth == 1)
            place %= period;
        else
        {
            for (; place >= period; period *= Growth)
                place -= period;
        }
        return Last + ((1 - Last) * (1 + Math.Cos(Math.PI * place / period)) / 2);
    }
}
