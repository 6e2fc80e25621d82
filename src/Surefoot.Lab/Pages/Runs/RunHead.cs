using System.Globalization;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Following;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>
/// What stands above a run's curves: its name, how far it has come, what can be asked of it, and the figures of the
/// moment.
/// </summary>
static class RunHead
{
    public static MarkupText Of(RunView run)
    {
        MarkupWriter html = new();
        html.Add(
            $"""<header class="run-head"><div><h1>{run.Name}</h1>"""
                + $"""<p class="lead">{StateBadge.Of(run.State)} """
                + $"""{(run.Record is { } record ? SummarySection.Sentence(record) : "")}</p></div>"""
                + $"""<div class="orders">"""
        );
        if (run.IsLive)
        {
            if (run.State == RunState.Paused)
                Order(html, run, "continue", "Continue");
            else
                Order(html, run, "pause", "Pause");
            Order(html, run, "checkpoint", "Checkpoint now");
            Order(html, run, "stop", "Stop");
        }

        if (run.Record is not null)
            html.Add($"""<a class="button" href="/report?run={Uri.EscapeDataString(run.Name)}">Report</a>""");
        html.Add($"</div></header>");
        foreach (
            string? notice in (string?[])
                [run.Trouble, run.Record?.Result?.Explanation, .. run.Record?.Result?.Warnings ?? []]
        )
        {
            if (notice is not null)
                html.Add($"""<p class="notice">{notice}</p>""");
        }

        if (run.Record is not null)
            Tiles(html, run, run.Record);
        return html.Finish();
    }

    static void Order(MarkupWriter html, RunView run, string order, string label) =>
        html.Add(
            $"""<button type="button" id="order-{order}" data-order="{order}" data-run="{run.Name}">{label}</button>"""
        );

    static void Tiles(MarkupWriter html, RunView run, RunRecord record)
    {
        html.Add($"""<dl class="tiles">""");
        foreach ((string name, string value, string detail) in Figures(run, record))
            html.Add($"<div><dt>{name}</dt><dd>{value}<small>{detail}</small></dd></div>");
        html.Add($"</dl>");
    }

    static IEnumerable<(string Name, string Value, string Detail)> Figures(RunView run, RunRecord record)
    {
        EpochDone? last = run.Epochs is [.., var newest] ? newest : null;
        if (record.Result?.Test is { } test)
            yield return (
                $"Test {Measure.Name(record)}",
                Measure.Text(record, test.Measure),
                $"{NumberText.Whole(test.Rows)} rows"
            );
        if (run.Step is { } step)
            yield return (
                "Epoch",
                $"{NumberText.Whole(step.Epoch)} of {NumberText.Whole(step.Epochs)}",
                $"step {NumberText.Whole(step.StepInEpoch)} of {NumberText.Whole(step.StepsPerEpoch)}"
            );
        else if (last is not null)
            yield return (
                "Epochs",
                $"{NumberText.Whole(last.Epoch)} of {NumberText.Whole(last.Epochs)}",
                $"{NumberText.Whole(last.Step)} steps"
            );
        if (last is null)
            yield break;
        EpochDone? best = run.Epochs.LastOrDefault(epoch => epoch.IsBest);
        if (!double.IsNaN(last.ValidationMeasure))
            yield return (
                $"Validation {Measure.Name(record)}",
                Measure.Text(record, (best ?? last).ValidationMeasure),
                best is null ? "" : $"best, of epoch {NumberText.Whole(best.Epoch)}"
            );
        yield return (
            "Training loss",
            Loss(run.Step?.Loss ?? last.TrainLoss),
            double.IsNaN(last.ValidationLoss) ? "" : $"validation {Loss(last.ValidationLoss)}"
        );
        yield return (
            "Pace",
            NumberText.Whole(Math.Round(run.Step?.SamplesPerSecond ?? last.SamplesPerSecond)),
            run.Step is { } now && double.IsFinite(now.SecondsLeft)
                ? $"rows/s, {Minutes(now.SecondsLeft)} left"
                : "rows a second"
        );
    }

    static string Loss(double value) =>
        double.IsFinite(value)
            ? value.ToString(Math.Abs(value) is >= 1e-4 and < 1e5 ? "0.0000" : "0.00e+0", CultureInfo.InvariantCulture)
            : NumberText.Precise(value);

    static string Minutes(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 60}:{(long)seconds % 60:00}");
}
