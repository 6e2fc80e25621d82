using Surefoot.Training.Formats;

namespace Surefoot.Training.Comparing;

/// <summary>
/// Reads a learning rate off a sweep: a quarter of the rate at which the smoothed loss was lowest. There the steps are
/// as long as they can be without doing harm in a short run; a long run wants them shorter. Smith 2017 reads the curve
/// by eye; a quarter came closest to the rates that a search found on the digits (docs/comparing.md).
/// </summary>
static class RateSuggestion
{
    /// <summary>How many times smaller the suggestion is than the rate at the lowest loss.</summary>
    const double Margin = 4;

    /// <summary>A loss that has not fallen by this share has not fallen.</summary>
    const double LeastFall = 0.05;

    const double Memory = 0.9;

    /// <summary>An exponentially decaying average of the losses, divided by 1 − 0.9ᵗ.</summary>
    public static double Smooth(ref double average, double loss, int step)
    {
        average = (Memory * average) + ((1 - Memory) * loss);
        return average / (1 - Math.Pow(Memory, step));
    }

    /// <summary>The suggestion for a smoothed curve, with its reason.</summary>
    public static (double Lowest, double? Rate, string Reason) Of(
        IReadOnlyList<double> rates,
        IReadOnlyList<double> smoothed
    )
    {
        if (rates.Count == 0)
            return (double.NaN, null, "The first step already diverged; start the sweep at a lower rate.");
        int lowest = 0;
        for (int i = 1; i < smoothed.Count; i++)
        {
            if (smoothed[i] < smoothed[lowest])
                lowest = i;
        }
        if (!(smoothed[lowest] < (1 - LeastFall) * smoothed[0]))
            return (
                rates[lowest],
                null,
                "The loss never fell clearly below its start, so no rate can be read off; sweep over more "
                    + "steps or other rates."
            );
        if (lowest == smoothed.Count - 1)
            return (
                rates[lowest],
                null,
                "The loss was still falling at the last rate, so the best may lie beyond; sweep up to a higher rate."
            );
        return (
            rates[lowest],
            rates[lowest] / Margin,
            string.Create(
                FigureFormat.Instance,
                $"A quarter of {rates[lowest]:G3}, the rate at which the smoothed loss was lowest."
            )
        );
    }
}
