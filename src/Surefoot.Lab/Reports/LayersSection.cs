using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Reports;

/// <summary>The health of each layer as the watcher last saw it; nothing for a run that was not watched.</summary>
public static class LayersSection
{
    internal static MarkupText Of(RunRecord run) =>
        run.Intervals.Count == 0 || run.Intervals[^1].Layers.Count == 0
            ? default
            : new MarkupWriter()
                .Add(
                    $"""
                    <section class="card" aria-labelledby="layers-heading">
                    <h2 id="layers-heading">Layers at step {NumberText.Whole(run.Intervals[^1].Step)}</h2>
                    <p class="hint">Update: how far the step moved the weights, as a share of their size.
                    Effective rate: what a weight's gradient is multiplied by, η/(√v + ε) for RMSprop.</p>
                    {Table(run.Intervals[^1]).ToHtml()}
                    </section>

                    """
                )
                .Finish();

    /// <summary>The figures of an interval's layers, a row each.</summary>
    public static DataTable Table(WatchedInterval interval) =>
        new(
            $"The layers at step {NumberText.Whole(interval.Step)}",
            ["Layer", "Gradient", "Weights", "Update", "Rate, 5 %", "Rate, median", "Rate, 95 %", "Dead units"],
            [
                .. interval.Layers.Select(layer =>
                    (string[])
                        [
                            layer.Name,
                            Short(layer.GradientNorm),
                            Short(layer.WeightNorm),
                            Short(layer.UpdateRatio),
                            Short(layer.Rates.Q05),
                            Short(layer.Rates.Q50),
                            Short(layer.Rates.Q95),
                            layer.Dead is { } share ? NumberText.Percent(share) : "–",
                        ]
                ),
            ]
        );

    static string Short(double value) => FigureFormat.Text(value, "G3");
}
