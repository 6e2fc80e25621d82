using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>
/// Every measure of the rows that judge the run, with its interval, and what forecasts without a network reach on the
/// same rows; nothing for records of earlier versions.
/// </summary>
static class FiguresSection
{
    public static MarkupText Of(RunRecord run)
    {
        if ((run.Result?.Test ?? run.Result?.Validation) is not { Figures.Count: > 0 } evaluation)
            return default;
        string rows = run.Result!.Test is null ? "validation" : "test";
        MarkupWriter html = new();
        html.Add(
            $"""
            <section class="card" aria-labelledby="figures-heading">
            <h2 id="figures-heading">Figures, {rows} rows</h2>
            <p class="hint">As far as these rows tell, the figure of other rows of the same kind lies in the interval
            with 95 % certainty. A baseline is a forecast without a network: the result is worth how far it beats
            that.</p>

            """
        );
        if (run.Result.Threshold is { } threshold)
            html.Add($"""<p class="hint">Predicted is {ThresholdWords.Of(run, threshold)}.</p>""");
        if (FigureWords.Doubt(evaluation) is { } doubt)
            html.Add($"""<p class="notice">The result is {doubt}.</p>""");
        return html.Add($"{Table(evaluation, rows).ToHtml()}</section>").Finish();
    }

    static string Heading(Baseline baseline)
    {
        string name = FigureWords.Name(baseline);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    static DataTable Table(Evaluation evaluation, string rows)
    {
        Baseline? usual = evaluation.Baselines.Count > 0 ? evaluation.Baselines[0] : null;
        return new(
            $"Figures of the {rows} rows",
            ["Figure", "Value", "95 % interval", .. evaluation.Baselines.Select(Heading), "Rows"],
            [
                .. evaluation.Figures.Select(figure =>
                    (IReadOnlyList<string>)
                        [
                            FigureWords.Name(figure),
                            FigureWords.Value(figure),
                            FigureWords.Interval(figure) is { Length: > 0 } interval ? interval : "–",
                            .. evaluation.Baselines.Select(one =>
                                figure.Name is "accuracy" or "rmse" ? FigureWords.Value(evaluation, one)
                                : figure.Name == "logLoss" && one == usual && one.LogLoss is { } loss
                                    ? NumberText.Precise(loss)
                                : "–"
                            ),
                            NumberText.Whole(figure.Rows),
                        ]
                ),
            ]
        );
    }
}
