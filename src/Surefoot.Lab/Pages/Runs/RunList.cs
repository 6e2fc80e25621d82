using Surefoot.Lab.Charts;
using Surefoot.Lab.Following;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>All runs, to choose those that are shown.</summary>
static class RunList
{
    public static MarkupText Of(
        IReadOnlyList<RunView> all,
        IReadOnlyList<RunView> shown,
        RunsAddress address,
        string root
    )
    {
        MarkupWriter html = new();
        if (all.Count == 0)
            return html.Add(
                    $"""<p class="hint">No runs yet in {root}. Start one there, and it will appear:</p>"""
                        + $"""<pre tabindex="0"><code>surefoot train</code></pre>"""
                )
                .Finish();
        html.Add($"""<ul class="run-list">""");
        foreach (RunView run in all)
        {
            int look = shown
                .Index()
                .Where(item => item.Item.Name == run.Name)
                .Select(item => item.Index)
                .DefaultIfEmpty(-1)
                .First();
            html.Add(
                $"""<li class="{(look >= 0 ? SeriesStyle.Class(look) + " shown" : "")}"><label>"""
                    + $"""<input type="checkbox" name="run" value="{run.Name}" id="show-{run.Name}" """
            );
            if (look >= 0)
                html.Add($"checked");
            html.Add(
                $"""><span class="run-name">{run.Name}</span></label>"""
                    + $"""<a class="only" href="{(address with { Runs = [run.Name] }).To("/runs")}">only"""
                    + $"""<span class="off-screen"> {run.Name}</span></a>{StateBadge.Of(run.State)} """
                    + $"""<small>{Standing(run)}</small></li>"""
            );
        }

        html.Add($"</ul>");
        if (address.Runs.Count > RunsAddress.MostRuns)
            html.Add(
                $"""<p class="hint">Only the first {RunsAddress.MostRuns} are drawn: there is a look of its """
                    + $"""own for so many.</p>"""
            );
        return html.Finish();
    }

    static string Standing(RunView run) =>
        run switch
        {
            { Record: null } => "",
            { Epochs: [.., var last] } =>
                $"epoch {NumberText.Whole(last.Epoch)} of {NumberText.Whole(last.Epochs)}{Reached(run.Record, last)}",
            _ => "no epoch yet",
        };

    static string Reached(RunRecord record, EpochDone last)
    {
        double value = record.Result?.Validation?.Measure ?? last.ValidationMeasure;
        return double.IsNaN(value)
            ? ""
            : $", {(Measure.IsAccuracy(record) ? "" : "RMSE ")}{Measure.Text(record, value)}";
    }
}
