using Surefoot.Lab.Charts;
using Surefoot.Training.Comparing;

namespace Surefoot.Lab.Reports;

/// <summary>
/// The figures of a comparison, an optimizer a row: for the report, for the terminal, for a document.
/// </summary>
public static class ComparisonTable
{
    /// <summary>The table.</summary>
    /// <param name="result">What was found.</param>
    public static DataTable Of(ComparisonResult result)
    {
        string measure = result.IsClassification ? "accuracy" : "RMSE";
        bool tested = result.Optimizers.Any(optimizer => optimizer.Test.Count > 0),
            diverged = result.Optimizers.Any(optimizer => optimizer.Diverged > 0);
        return new DataTable(
            $"Results over {result.Seeds.Count} {(result.Seeds.Count == 1 ? "seed" : "seeds")}, mean ± "
                + "standard deviation",
            [
                "optimizer",
                "rate",
                $"last {measure}",
                $"best {measure}",
                .. Maybe(tested, $"test {measure}"),
                $"epochs to {Target(result)}",
                $"seconds to {Target(result)}",
                "swing",
                .. Maybe(diverged, "diverged"),
            ],
            [
                .. result.Optimizers.Select(optimizer =>
                    (string[])
                        [
                            optimizer.Name,
                            NumberText.Precise(optimizer.Rate),
                            Measure(result, optimizer.Final),
                            Measure(result, optimizer.Best),
                            .. Maybe(tested, Measure(result, optimizer.Test)),
                            Reached(result, optimizer.EpochsTo(result.Target)),
                            Reached(result, optimizer.SecondsTo(result.Target)),
                            Text(
                                optimizer.Swing,
                                NumberText.Precise(Rounded(optimizer.Swing.Mean)),
                                NumberText.Precise(Rounded(optimizer.Swing.Deviation))
                            ),
                            .. Maybe(diverged, $"{optimizer.Diverged} of {optimizer.Runs.Count}"),
                        ]
                ),
            ]
        );
    }

    /// <summary>The target as people read it: "97.5 %".</summary>
    /// <param name="result">What was found.</param>
    public static string Target(ComparisonResult result) =>
        result.IsClassification ? $"{result.Target * 100:0.##}\u00A0%" : NumberText.Precise(result.Target);

    static string[] Maybe(bool wanted, string cell) => wanted ? [cell] : [];

    static string Measure(ComparisonResult result, Spread spread) =>
        result.IsClassification
            ? Text(spread, $"{spread.Mean * 100:0.00}", $"{spread.Deviation * 100:0.00}", "\u00A0%")
            : Text(spread, NumberText.Precise(spread.Mean), NumberText.Precise(spread.Deviation));

    static string Reached(ComparisonResult result, Spread spread) =>
        spread.Count == 0
            ? "not reached"
            : Text(spread, $"{spread.Mean:0.0}", $"{spread.Deviation:0.0}")
                + (spread.Count < result.Seeds.Count ? $" ({spread.Count} of {result.Seeds.Count})" : "");

    static string Text(Spread spread, string mean, string deviation, string unit = "") =>
        spread.Count == 0 ? "none"
        : double.IsNaN(spread.Deviation) ? mean + unit
        : $"{mean} ± {deviation}{unit}";

    static double Rounded(double value) =>
        value == 0 || !double.IsFinite(value)
            ? value
            : Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
