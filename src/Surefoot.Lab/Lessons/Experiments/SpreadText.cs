using Surefoot.Lab.Charts;
using Surefoot.Training.Comparing;

namespace Surefoot.Lab.Lessons;

/// <summary>A figure over seeds as the lessons print it: mean ± standard deviation.</summary>
static class SpreadText
{
    /// <summary>With so many decimals.</summary>
    public static string Of(Spread spread, int decimals) =>
        spread.Count == 0 ? "none"
        : spread.Count == 1 ? Number(spread.Mean, decimals)
        : $"{Number(spread.Mean, decimals)} ± {Number(spread.Deviation, decimals)}";

    /// <summary>As percent with one decimal: "93.7 ± 1.2 %".</summary>
    public static string Percent(Spread spread) =>
        Of(new Spread(100 * spread.Mean, 100 * spread.Deviation, spread.Count), 1) + " %";

    static string Number(double value, int decimals) => NumberText.Precise(Math.Round(value, decimals));
}
