using System.Globalization;

namespace Surefoot.Lab.Charts;

/// <summary>
/// Numbers as people read them: thousands set apart, no digits that carry nothing, no exponent where none is needed.
/// </summary>
public static class NumberText
{
    const string NotANumber = "not a number";

    /// <summary>About five significant digits: for tables and tips.</summary>
    public static string Precise(double value) =>
        double.IsFinite(value)
            ? Math.Abs(value) switch
            {
                0 => "0",
                < 1e-4 or >= 1e9 => value.ToString("0.####e+0", CultureInfo.InvariantCulture),
                < 1 => value.ToString("0.######", CultureInfo.InvariantCulture),
                < 1000 => value.ToString("0.####", CultureInfo.InvariantCulture),
                _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
            }
            : NonFinite(value);

    /// <summary>A count, with its thousands set apart.</summary>
    public static string Whole(double value) =>
        double.IsFinite(value)
            ? value.ToString(Math.Abs(value) < 1e15 ? "#,0.####" : "0.####e+0", CultureInfo.InvariantCulture)
            : NonFinite(value);

    /// <summary>A share in [0, 1] as a percentage with two decimals.</summary>
    public static string Percent(double value) =>
        double.IsFinite(value)
            ? (value * 100).ToString("0.00", CultureInfo.InvariantCulture) + "\u00A0%"
            : NonFinite(value);

    /// <summary>
    /// A tick's label: as many decimals as tell it from its neighbours at distance <paramref name="step"/>.
    /// </summary>
    public static string Tick(double value, double step, bool percent = false)
    {
        if (percent)
            return Tick(value * 100, step * 100) + "\u00A0%";
        if (value == 0)
            return "0";
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(Math.Max(step, double.Epsilon)) + 1e-9));
        double size = Math.Abs(value);
        if (size >= 1e7 || (size < 1e-4 && decimals > 4) || decimals > 8)
        {
            int digits = (int)Math.Floor(Math.Log10(size) + 1e-9) + decimals;
            if (step >= 1)
                digits = (int)Math.Floor(Math.Log10(size) + 1e-9) - (int)Math.Floor(Math.Log10(step) + 1e-9);
            return value
                .ToString("0." + new string('#', Math.Clamp(digits, 1, 6)) + "e+0", CultureInfo.InvariantCulture)
                .Replace("e+", "e", StringComparison.Ordinal);
        }

        return value.ToString("#,0." + new string('0', decimals), CultureInfo.InvariantCulture);
    }

    static string NonFinite(double value) =>
        double.IsNaN(value) ? NotANumber
        : value > 0 ? "infinite"
        : "minus infinite";
}
