using System.Globalization;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>The top of the report: what was trained, how it ended, and the figures that people ask for first.</summary>
static class SummarySection
{
    public static MarkupText Of(RunRecord run)
    {
        MarkupWriter html = new();
        (string outcome, string mood) = Outcome(run.Result);
        html.Add(
            $"""
            <header>
            <p class="brand">Surefoot run report</p>
            <h1>{run.Name}</h1>
            <p class="lead"><span class="badge {mood}">{outcome}</span> {Sentence(run)}</p>
            </header>

            """
        );
        foreach (string? message in (string?[])[run.Result?.Explanation, .. run.Result?.Warnings ?? []])
        {
            if (message is not null)
                html.Add($"""<p class="notice">{message}</p>""");
        }

        html.Add($"""<dl class="tiles">""");
        foreach ((string name, string value, string detail) in Tiles(run))
            html.Add($"<div><dt>{name}</dt><dd>{value}<small>{Unbroken(detail)}</small></dd></div>");
        return html.Add($"</dl>").Finish();
    }

    // A number and its sign stay on one line of a narrow tile.
    static string Unbroken(string detail) => detail.Replace(" %", "\u00A0%", StringComparison.Ordinal);

    static (string Outcome, string Mood) Outcome(RunResult? result) =>
        result?.Outcome switch
        {
            RunOutcome.Completed => ("Completed", "good"),
            RunOutcome.StoppedEarly => ("Stopped early", "good"),
            RunOutcome.Diverged => ("Diverged", "bad"),
            RunOutcome.Interrupted => ("Interrupted", "fair"),
            _ => ("Not finished", "fair"),
        };

    internal static string Sentence(RunRecord run)
    {
        string network =
            ModelKind.Find(run.Model)?.Title
            ?? (run.Model == "network" ? "A network" : $"A network of kind {run.Model}");
        string aim = run.TargetName.Length > 0 ? $"to predict {run.TargetName}" : $"for {run.Task}";
        return $"{network} trained with {run.Optimizer} on {run.Data.Source} {aim}.";
    }

    static IEnumerable<(string Name, string Value, string Detail)> Tiles(RunRecord run)
    {
        if (run.Result is not { } result)
        {
            yield return ("Epochs so far", NumberText.Whole(run.Epochs.Count), "");
            yield break;
        }

        if (result.Test is { } test)
            yield return ($"Test {Measure.Name(run)}", Measure.Text(run, test.Measure), Detail(test));
        if (result.Validation is { } validation)
            yield return ($"Validation {Measure.Name(run)}", Measure.Text(run, validation.Measure), Detail(validation));
        yield return (
            "Epochs",
            NumberText.Whole(result.Epochs),
            result.BestEpoch > 0 ? $"weights of epoch {NumberText.Whole(result.BestEpoch)}" : ""
        );
        yield return (
            "Training time",
            Seconds(result.Seconds),
            $"{NumberText.Whole(Math.Round(result.SamplesPerSecond))} samples/s"
        );
        yield return ("Parameters", NumberText.Whole(result.Parameters), $"{NumberText.Whole(result.Steps)} steps");
    }

    static string Detail(Evaluation evaluation) =>
        FigureWords.Beside(evaluation) is { Length: > 0 } beside
            ? $"{beside}; {NumberText.Whole(evaluation.Rows)} rows"
            : $"{NumberText.Whole(evaluation.Rows)} rows";

    static string Seconds(double seconds) =>
        seconds switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
            < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
            _ => $"{(long)seconds / 60} min {(long)seconds % 60} s",
        };
}
