namespace Surefoot.Lab.Charts;

/// <summary>Where the ticks of an axis stand and what they say.</summary>
/// <param name="Values">The places, ascending.</param>
/// <param name="Labels">One text for each.</param>
readonly record struct Ticks(double[] Values, string[] Labels)
{
    /// <summary>
    /// Round values (1, 2 or 5 times a power of ten) inside a range, about <paramref name="wanted"/> of them.
    /// </summary>
    public static Ticks Linear(double low, double high, int wanted, bool whole = false, bool percent = false)
    {
        double step = RoundStep(low, high, wanted, whole);
        double first = Math.Ceiling(low / step - 1e-9),
            last = Math.Floor(high / step + 1e-9);
        int count = (int)Math.Clamp(last - first + 1, 0, 4.0 * wanted + 4);
        double[] values = [.. Enumerable.Range(0, count).Select(i => (first + i) * step)];
        return new(values, [.. values.Select(value => NumberText.Tick(value, step, percent))]);
    }

    /// <summary>Powers of ten inside a range of positive values, with 2 and 5 times them where there is room.</summary>
    public static Ticks Logarithmic(double low, double high, int wanted, bool percent = false)
    {
        int first = (int)Math.Floor(Math.Log10(low)),
            last = (int)Math.Ceiling(Math.Log10(high));
        foreach (
            double[] mantissas in (double[][])
                [
                    [1, 2, 5],
                    [1, 3],
                    [1],
                ]
        )
        {
            double[] values = Inside(first, last, 1, mantissas);
            if (values.Length <= wanted && values.Length >= 2)
                return new(values, [.. values.Select(Label)]);
        }

        double[] powers = Inside(first, last, 1, [1]);
        if (powers.Length < 2)
            return Linear(low, high, wanted, whole: false, percent);
        int stride = (powers.Length + wanted - 1) / wanted;
        powers = [.. powers.Where((_, i) => i % stride == 0)];
        return new(powers, [.. powers.Select(Label)]);

        double[] Inside(int from, int to, int by, double[] mantissas) =>
            [
                .. Enumerable
                    .Range(0, (to - from) / by + 1)
                    .SelectMany(i => mantissas.Select(m => m * Math.Pow(10, from + i * by)))
                    .Where(value => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)),
            ];

        string Label(double value) =>
            NumberText.Tick(value, Math.Pow(10, Math.Floor(Math.Log10(value) + 1e-9)), percent);
    }

    /// <summary>The distance between neighbouring ticks: 1, 2 or 5 times a power of ten.</summary>
    public static double RoundStep(double low, double high, int wanted, bool whole = false)
    {
        // Halved before the difference is taken: the full range of double would overflow.
        double rough = Math.Max((high / 2 - low / 2) / Math.Max(wanted, 1) * 2, double.MinValue);
        if (!(rough > 0) || !double.IsFinite(rough))
            rough = Math.Max(Math.Abs(high), 1) / Math.Max(wanted, 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        if (power == 0)
            return double.Epsilon;
        double step =
            (rough / power) switch
            {
                <= 1.0000001 => 1,
                <= 2.0000001 => 2,
                <= 5.0000001 => 5,
                _ => 10,
            } * power;
        return whole ? Math.Max(1, step) : step;
    }
}
