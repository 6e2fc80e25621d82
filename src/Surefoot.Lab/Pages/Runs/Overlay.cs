using Surefoot.Lab.Charts;
using Surefoot.Lab.Following;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>What several runs have in common and what sets them apart.</summary>
static class Overlay
{
    public static MarkupText Head(IReadOnlyList<RunView> runs)
    {
        DataTable table = new(
            "The runs side by side",
            ["Run", "State", "Epochs", "Best measure", "Training loss", "Rows a second"],
            [.. runs.Select(run => (string[])[run.Name, Word(run.State), .. Figures(run)])]
        );
        return new MarkupWriter()
            .Add($"""<header><h1>{runs.Count} runs</h1></header><section class="card">{table.ToHtml()}</section>""")
            .Finish();
    }

    /// <summary>The settings that are not the same in all of them.</summary>
    public static MarkupText Differences(IReadOnlyList<RunView> runs)
    {
        IReadOnlyDictionary<string, string>[] settings =
        [
            .. runs.Select(run => (IReadOnlyDictionary<string, string>)Settings(run.Record)),
        ];
        string[] names =
        [
            .. settings
                .SelectMany(each => each.Keys)
                .Distinct(StringComparer.Ordinal)
                .Where(name =>
                    settings.Select(each => each.GetValueOrDefault(name)).Distinct(StringComparer.Ordinal).Count() > 1
                ),
        ];
        if (names.Length == 0)
            return new MarkupWriter().Add($"""<p class="hint">All settings are the same.</p>""").Finish();
        DataTable table = new(
            "Settings that differ",
            ["Setting", .. runs.Select(run => run.Name)],
            [.. names.Select(name => (string[])[name, .. settings.Select(each => each.GetValueOrDefault(name) ?? "")])]
        );
        return new MarkupWriter()
            .Add(
                $"""<section class="card" aria-labelledby="differ-heading">"""
                    + $"""<h2 id="differ-heading">Settings that differ</h2>{table.ToHtml()}</section>"""
            )
            .Finish();
    }

    static Dictionary<string, string> Settings(RunRecord? record)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach ((string name, string value) in record is null ? [] : SettingsText.Of(record))
            settings[name] = value;
        if (record is not null)
            settings["data"] = record.Data.Source;
        return settings;
    }

    static string Word(RunState state) =>
        state switch
        {
            RunState.StoppedEarly => "stopped early",
            RunState.Unfinished => "not finished",
            _ => state.ToString().ToLowerInvariant(),
        };

    static string[] Figures(RunView run)
    {
        if (run is not { Record: { } record, Epochs: [.., var last] })
            return ["", "", "", ""];
        double best = (run.Epochs.LastOrDefault(epoch => epoch.IsBest) ?? last).ValidationMeasure;
        return
        [
            $"{NumberText.Whole(last.Epoch)} of {NumberText.Whole(last.Epochs)}",
            double.IsNaN(best) ? "" : Measure.Text(record, best),
            NumberText.Precise(last.TrainLoss),
            NumberText.Whole(Math.Round(last.SamplesPerSecond)),
        ];
    }
}
