using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Explaining;

namespace Surefoot.Lab.Reports;

/// <summary>What the columns contribute to one row's prediction, as a table and as a picture.</summary>
public static class ContributionView
{
    const int MostBars = 30;

    /// <summary>The prediction, the mean that it is compared with, and how the parts were found.</summary>
    public static string Sentence(ShapleyValues found) =>
        $"{What(found)} is {Value(found, found.Prediction)} for this row, and {Value(found, found.Mean)} on average "
        + $"over the {NumberText.Whole(found.Background)} rows that it is compared with. The contributions, Shapley "
        + "values, sum to the difference.";

    /// <summary>A row for each column: what the row has there, and what it contributes.</summary>
    public static DataTable Table(ShapleyValues found) =>
        new(
            "Contributions of the columns",
            ["Column", "Value", "Contribution", "from", "to"],
            [
                .. found.Columns.Select(column =>
                    (string[])
                        [
                            column.Column,
                            column.Text,
                            Signed(found, column.Value),
                            Signed(found, column.Low),
                            Signed(found, column.High),
                        ]
                ),
            ]
        );

    /// <summary>The picture.</summary>
    public static BarChart Chart(ShapleyValues found) =>
        new()
        {
            Title = "Contributions of the columns to the prediction",
            Description = Sentence(found),
            X = new Axis($"Contribution to {Lower(What(found))}") { Percent = found.IsClass },
            Rows = "Column",
            Bars =
            [
                .. found
                    .Columns.Take(MostBars)
                    .Select(column => new Bar(
                        $"{column.Column} = {column.Text}",
                        column.Value,
                        column.Low,
                        column.High
                    )),
            ],
        };

    /// <summary>The card of a report.</summary>
    internal static MarkupText Section(ShapleyValues found, long row) =>
        new MarkupWriter()
            .Add(
                $"""
                <section class="card" aria-labelledby="row-heading">
                <h2 id="row-heading">Row {NumberText.Whole(row)}</h2>
                <p class="hint">{Sentence(found)}</p>
                {Figure.Of(Chart(found))}
                </section>

                """
            )
            .Finish();

    static string What(ShapleyValues found) =>
        found.IsClass ? $"The probability of {found.Output}" : $"The prediction of {found.Output}";

    static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    static string Value(ShapleyValues found, double value) =>
        found.IsClass ? NumberText.Percent(value) : NumberText.Precise(value);

    static string Signed(ShapleyValues found, double value) =>
        !double.IsFinite(value) ? "–" : (value > 0 ? "+" : "") + Value(found, value);
}
