using System.Numerics;
using Surefoot.Memory;

namespace Surefoot.Optimizers;

/// <summary>
/// Counts positive numbers by the upper bits of their float form, 128 to every doubling: quantiles to 1 % from a fixed
/// 128 KiB, whatever the range.
/// </summary>
internal sealed class RateHistogram
{
    const int DroppedBits = 16;

    readonly int[] counts = new int[1 << (31 - DroppedBits)];
    double smallest = double.PositiveInfinity,
        largest = double.NegativeInfinity;
    long total;

    public void Add(double rate)
    {
        counts[(BitConverter.SingleToInt32Bits((float)rate) & int.MaxValue) >> DroppedBits]++;
        smallest = Math.Min(smallest, rate);
        largest = Math.Max(largest, rate);
        total++;
    }

    /// <summary>The effective rates of some weights, looked at a piece at a time.</summary>
    public static RateSummary Summarize<T>(Optimizer<T> optimizer, ParameterRange range)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rates = new RateHistogram();
        Span<T> some = stackalloc T[512];
        for (int i = 0; i < range.Length; i += some.Length)
        {
            var part = some[..Math.Min(some.Length, range.Length - i)];
            optimizer.EffectiveRates(part, range.Offset + i);
            foreach (T each in part)
                rates.Add(double.CreateTruncating(each));
        }
        return rates.Summarize();
    }

    public RateSummary Summarize() =>
        total == 0 ? default : new(total, smallest, Quantile(0.1), Quantile(0.5), Quantile(0.9), largest);

    double Quantile(double share)
    {
        long below = (long)(share * (total - 1)),
            seen = 0;
        int bucket = 0;
        while (bucket < counts.Length - 1 && seen + counts[bucket] <= below)
            seen += counts[bucket++];
        float low = BitConverter.Int32BitsToSingle(bucket << DroppedBits),
            high = BitConverter.Int32BitsToSingle((bucket << DroppedBits) + (1 << (DroppedBits - 1)));
        return Math.Clamp(float.IsFinite(high) ? high : low, smallest, largest);
    }
}
