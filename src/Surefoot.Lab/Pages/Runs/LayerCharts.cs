using Surefoot.Lab.Charts;
using Surefoot.Lab.Following;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>The health of a run's layers over time: gradients, updates, effective rates, dead units.</summary>
/// <param name="run">The run.</param>
/// <param name="address">How it is to be drawn.</param>
sealed class LayerCharts(RunView run, RunsAddress address)
{
    readonly RunAxis across = new(address.Across);

    /// <summary>The layers at the last interval, in the order of the network.</summary>
    public IReadOnlyList<LayerHealth> Layers => run.Intervals is [.., var last] ? last.Layers : [];

    /// <summary>
    /// Those that are drawn: the first, the last, and some evenly between where there are more than looks of lines.
    /// </summary>
    public IReadOnlyList<string> Drawn
    {
        get
        {
            int count = Math.Min(Layers.Count, RunsAddress.MostRuns);
            return
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => Layers[count == 1 ? 0 : (int)Math.Round(i * (Layers.Count - 1.0) / (count - 1))].Name),
            ];
        }
    }

    /// <summary>The charts by the names that addresses have for them.</summary>
    public IEnumerable<(string Id, LineChart Chart)> All()
    {
        if (Layers.Count == 0)
            yield break;
        yield return (
            "layer-gradients",
            Draw(
                "Gradient norm by layer",
                new Axis("Norm") { Scale = AxisScale.Logarithmic },
                layer => layer.GradientNorm
            )
        );
        yield return (
            "layer-rates",
            Draw(
                "Effective rate by layer",
                new Axis("Median, and the middle half of the weights") { Scale = AxisScale.Logarithmic },
                layer => layer.Rates.Q50,
                layer => (layer.Rates.Q25, layer.Rates.Q75)
            )
        );
        yield return (
            "layer-updates",
            Draw(
                "Update as a share of the weights, by layer",
                new Axis("Share of the weights' norm") { Scale = AxisScale.Logarithmic },
                layer => layer.UpdateRatio
            )
        );
        if (Layers.Any(layer => layer.Dead is not null))
            yield return (
                "layer-dead",
                Draw(
                    "Units that give 0 for every row, by layer",
                    new Axis("Share of the units")
                    {
                        Percent = true,
                        Floor = 0,
                        Ceiling = 1,
                    },
                    layer => layer.Dead ?? double.NaN
                )
            );
    }

    LineChart Draw(
        string title,
        Axis axis,
        Func<LayerHealth, double> value,
        Func<LayerHealth, (double Low, double High)>? around = null
    )
    {
        List<Series> lines = [];
        foreach ((int look, string name) in Drawn.Index())
        {
            List<double> x = [],
                y = [],
                low = [],
                high = [];
            foreach (WatchedInterval interval in run.Intervals)
            {
                double place = across.Of(run, interval);
                if (double.IsFinite(place) && interval.Layers.FirstOrDefault(layer => layer.Name == name) is { } layer)
                {
                    x.Add(place);
                    y.Add(value(layer));
                    (double below, double above) = around?.Invoke(layer) ?? default;
                    low.Add(below);
                    high.Add(above);
                }
            }

            if (y.Exists(double.IsFinite))
                lines.AddRange(
                    Smoothed.Lines(
                        new Series(name, x, y) { Band = around is null ? null : new Band("middle half", low, high) },
                        address.Smoothing,
                        look
                    )
                );
        }

        return new LineChart
        {
            Title = title,
            Description = $"{title}, over {run.Intervals.Count} looks at the layers.",
            X = across.Axis,
            Y = axis,
            Series = [.. lines.OrderBy(line => line.IsFaint)],
        };
    }
}
