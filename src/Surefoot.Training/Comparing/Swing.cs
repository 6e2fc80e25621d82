namespace Surefoot.Training.Comparing;

/// <summary>How much a curve swings about its own trend: the measure of its smoothness.</summary>
public static class Swing
{
    /// <summary>
    /// The root mean square distance of the last half of the values from the straight line that fits them best (least
    /// squares). A curve that falls or rises steadily has none, however steep it is.
    /// </summary>
    /// <param name="curve">One value an epoch, such as the validation loss.</param>
    /// <returns>
    /// The swing in the units of the values; NaN where the last half has fewer than three values, or one that is not
    /// finite.
    /// </returns>
    public static double Of(ReadOnlySpan<double> curve)
    {
        ReadOnlySpan<double> late = curve[(curve.Length / 2)..];
        int count = late.Length;
        if (count < 3)
            return double.NaN;
        double middle = (count - 1) / 2.0,
            mean = 0,
            slope = 0,
            spread = 0,
            squares = 0;
        foreach (double value in late)
            mean += value / count;
        for (int i = 0; i < count; i++)
        {
            slope += (i - middle) * (late[i] - mean);
            spread += (i - middle) * (i - middle);
        }
        slope /= spread;
        for (int i = 0; i < count; i++)
        {
            double off = late[i] - mean - (slope * (i - middle));
            squares += off * off;
        }
        return Math.Sqrt(squares / count);
    }
}
