using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Comparing;
using Surefoot.Training.Formats;

namespace Surefoot.Lab.Reports;

/// <summary>The report of one comparison: a single HTML file with no outside reference and no script.</summary>
public static class ComparisonReport
{
    /// <summary>Writes the report; a file that is there is replaced as a whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="comparison">What to report; it has ended.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, ComparisonRecord comparison) => ReportPage.Write(path, ToHtml(comparison));

    /// <summary>The report as text.</summary>
    /// <param name="comparison">What to report; it has ended.</param>
    public static MarkupText ToHtml(ComparisonRecord comparison)
    {
        ComparisonResult result = comparison.Result!;
        MarkupWriter html = new();
        html.Add(
            $"""
            <header>
            <p class="brand">Surefoot comparison</p>
            <h1>{comparison.Name}</h1>
            <p class="lead">{string.Join(
                ", ",
                result.Optimizers.Select(optimizer => optimizer.Name)
            )} on {comparison.Data.Source}, model {comparison.Model}. {result.Budget}</p>
            </header>
            <section class="card" aria-labelledby="results-heading">
            <h2 id="results-heading">Results</h2>
            <p class="hint">{Hint(result)}</p>
            {ComparisonTable.Of(result).ToHtml()}
            </section>
            <div class="pair">
            {ScaleSwitch.Of(
                "measure",
                result.IsClassification ? "Validation accuracy" : "Validation RMSE",
                ComparisonCharts.Measure(result),
                ComparisonCharts.Errors(result)
            )}
            {Loss("validation", "Validation loss", ComparisonCharts.ValidationLoss(result))}
            {Loss("training", "Training loss", ComparisonCharts.TrainingLoss(result))}
            {Search(result)}
            </div>
            {SettingsSection.Of(comparison)}
            """
        );
        return ReportPage.Of(
            $"{comparison.Name} – Surefoot comparison",
            html.Finish(),
            comparison.Environment.Surefoot
        );
    }

    static string Hint(ComparisonResult result) =>
        "The target is "
        + $"{(result.TargetIsGiven ? "the one asked for" : "the best that the weakest optimizer reaches, on average")}"
        + $"; "
        + "epochs and seconds count to the first epoch whose validation "
        + $"{(result.IsClassification ? "accuracy" : "RMSE")} is as good. Swing: how far the validation loss of "
        + "the last half of the epochs lies, in root mean square, from its own straight line.";

    static MarkupText Loss(string id, string heading, LineChart chart) =>
        ScaleSwitch.Of(id, heading, chart, ScaleSwitch.Logarithmic(chart));

    static MarkupText Search(ComparisonResult result) =>
        ComparisonCharts.Search(result) is not { } chart
            ? default
            : new MarkupWriter()
                .Add(
                    $"""
                    <section class="card" aria-labelledby="search-heading">
                    <h2 id="search-heading">Search for a learning rate</h2>
                    {Figure.Of(chart)}
                    </section>
                    """
                )
                .Finish();
}
