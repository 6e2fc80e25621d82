using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>The importance of columns in words, as a table and as a picture.</summary>
public static class ImportanceView
{
    // More bars say no more.
    const int MostBars = 30;

    /// <summary>What the measure is called.</summary>
    public static string Measure(PermutationImportance importance) => FigureWords.Name(Figure(importance));

    /// <summary>What was measured, on what, and how: a sentence or two.</summary>
    public static string Sentence(PermutationImportance importance)
    {
        string rows = $"{NumberText.Whole(importance.Rows)} rows";
        if (importance.Rows < importance.AllRows)
            rows += $" drawn from {NumberText.Whole(importance.AllRows)}";
        return $"The {Measure(importance)} on {rows} is {Baseline(importance)}. It becomes worse by so much when the "
            + $"values of a column are exchanged between the rows (mean of {importance.Repeats}); the intervals hold "
            + "with 95 % for all columns at once. A column whose interval reaches 0 may not count at all.";
    }

    /// <summary>The measure on the rows as they are.</summary>
    public static string Baseline(PermutationImportance importance) => FigureWords.Value(Figure(importance));

    /// <summary>The columns with their importance, the most important first.</summary>
    public static DataTable Table(PermutationImportance importance) =>
        Chart(importance, int.MaxValue).ToTable() with
        {
            Headers = ["Column", "Importance", "from", "to"],
        };

    /// <summary>The picture.</summary>
    public static BarChart Chart(PermutationImportance importance) => Chart(importance, MostBars);

    static BarChart Chart(PermutationImportance importance, int most) =>
        new()
        {
            Title = "Permutation importance of the columns",
            Description =
                importance.Columns.Count == 0
                    ? ""
                    : $"Most important is {importance.Columns[0].Column}, with "
                        + $"{NumberText.Precise(importance.Columns[0].Value)}.",
            X = new Axis($"How much worse the {Measure(importance)} becomes") { Percent = IsShare(importance) },
            Rows = "Column",
            Bars =
            [
                .. importance
                    .Columns.Take(most)
                    .Select(column => new Bar(column.Column, column.Value, column.Low, column.High)),
            ],
        };

    static bool IsShare(PermutationImportance importance) => importance.Measure == "accuracy";

    static MeasuredFigure Figure(PermutationImportance importance) =>
        new(importance.Measure, importance.Baseline, double.NaN, double.NaN, importance.Rows);

    /// <summary>The card of a report; nothing where there is no importance.</summary>
    internal static MarkupText Section(PermutationImportance? importance) =>
        importance is null
            ? default
            : new MarkupWriter()
                .Add(
                    $"""
                    <section class="card" aria-labelledby="importance-heading">
                    <h2 id="importance-heading">Which columns count</h2>
                    <p class="hint">{Sentence(importance)}</p>
                    {Charts.Figure.Of(Chart(importance))}
                    </section>

                    """
                )
                .Finish();
}
