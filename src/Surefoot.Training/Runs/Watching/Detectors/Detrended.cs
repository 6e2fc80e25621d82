using System.Runtime.InteropServices;

namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>What is left of a curve when its trend, the mean of five neighbours, is taken away.</summary>
/// <param name="Count">How many points.</param>
/// <param name="Level">The median of the curve.</param>
/// <param name="Spread">From the lowest to the highest of the middle four fifths of what is left.</param>
/// <param name="Turns">How often it changes its sign.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Detrended(int Count, double Level, double Spread, int Turns)
{
    const int Reach = 2;

    /// <summary>The period in points: two changes of the sign make one.</summary>
    public double Period => 2.0 * Count / Math.Max(1, Turns);

    public static Detrended Of(double[] curve)
    {
        var rest = new double[curve.Length];
        int turns = 0;
        for (int i = 0; i < curve.Length; i++)
        {
            int reach = Math.Min(Reach, Math.Min(i, curve.Length - 1 - i));
            // At the ends the window would shrink to the point itself.
            int from = reach == 0 ? Math.Clamp(i - 1, 0, curve.Length - 3) : i - reach,
                to = reach == 0 ? from + 2 : i + reach;
            rest[i] = curve[i] - curve.AsSpan()[from..(to + 1)].ToArray().Average();
            if (i > 0 && rest[i] * rest[i - 1] < 0)
                turns++;
        }
        return new(curve.Length, Quantiles.Median(curve), Quantiles.Of(rest, 0.9) - Quantiles.Of(rest, 0.1), turns);
    }
}
