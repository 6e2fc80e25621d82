namespace Surefoot.Lab.Charts;

/// <summary>From a value to its place on the drawing.</summary>
/// <param name="Extent">The values shown.</param>
/// <param name="Start">Where the lowest value lies, in pixels.</param>
/// <param name="End">
/// Where the highest lies: less than <paramref name="Start"/> on a vertical axis, since pixels count downwards.
/// </param>
readonly record struct Projection(Extent Extent, double Start, double End)
{
    /// <summary>The place of a value; one outside the range is held at its edge.</summary>
    public double Place(double value)
    {
        double share =
            Extent.Scale == AxisScale.Logarithmic
                ? (Math.Log10(Math.Max(value, double.Epsilon)) - Math.Log10(Extent.Low))
                    / (Math.Log10(Extent.High) - Math.Log10(Extent.Low))
                : (Math.Clamp(value, -Extent.Largest, Extent.Largest) - Extent.Low) / (Extent.High - Extent.Low);
        return Start + Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * (End - Start);
    }
}
