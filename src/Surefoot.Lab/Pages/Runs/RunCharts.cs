using Surefoot.Lab.Charts;
using Surefoot.Lab.Following;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>The curves of one run, or of several over one another.</summary>
/// <param name="runs">The runs, in the order of their looks.</param>
/// <param name="address">How they are to be drawn.</param>
sealed class RunCharts(IReadOnlyList<RunView> runs, RunsAddress address)
{
    readonly RunAxis across = new(address.Across);

    /// <summary>
    /// The charts by the names that addresses have for them; those without a single value are left out.
    /// </summary>
    public IEnumerable<(string Id, LineChart Chart)> All() =>
        Every().Where(one => one.Chart.Series.Any(series => series.X.Count > 0));

    IEnumerable<(string Id, LineChart Chart)> Every()
    {
        if (runs.Count == 1)
        {
            yield return (
                "loss",
                Draw("Loss", Loss, [Training(runs[0], "Training"), Validation(runs[0], "Validation")])
            );
        }
        else
        {
            yield return ("training", Draw("Training loss", Loss, [.. runs.Select(run => Training(run, run.Name))]));
            yield return (
                "validation",
                Draw("Validation loss", Loss, [.. runs.Select(run => Validation(run, run.Name))])
            );
        }

        if (Measured() is { } measured)
            yield return ("measure", measured);
        if (runs.Count > 1)
            yield return (
                "gradients",
                Draw(
                    "Gradient norm of the epochs' last batches",
                    new Axis("Norm") { Scale = AxisScale.Logarithmic },
                    [.. runs.Select(run => OfEpochs(run, run.Name, epoch => epoch.GradientNorm))]
                )
            );
    }

    Axis Loss => new("Mean loss") { Scale = Scale, Floor = 0 };

    AxisScale Scale => address.Logarithmic ? AxisScale.Logarithmic : AxisScale.Linear;

    // Runs whose measure is another have no place in the same picture.
    LineChart? Measured()
    {
        RunView[] alike = [.. runs.Where(run => run.Record is { } record && record.Task == runs[0].Record?.Task)];
        if (alike is not [{ Record: { } first }, ..])
            return null;
        bool accuracy = Measure.IsAccuracy(first),
            errors = accuracy && address.Logarithmic;
        string title = errors ? "Validation error rate" : $"Validation {Measure.Name(first)}";
        Axis axis = new(
            accuracy
                ? errors
                    ? "Share of rows that are wrong"
                    : "Share of rows that are right"
                : "RMSE in the target's units"
        )
        {
            Percent = accuracy,
            Floor = 0,
            Ceiling = accuracy ? 1 : double.PositiveInfinity,
            Scale = Scale,
        };
        return Draw(
            title,
            axis,
            [
                .. runs.Select(run =>
                    alike.Contains(run)
                        ? OfEpochs(
                            run,
                            runs.Count == 1 ? "Validation" : run.Name,
                            epoch => errors ? 1 - epoch.ValidationMeasure : epoch.ValidationMeasure
                        )
                        : null
                ),
            ]
        );
    }

    LineChart Draw(string title, Axis axis, IReadOnlyList<Series?> lines)
    {
        // A validation line has the second look wherever it stands, also alone.
        int shift = runs.Count == 1 && lines.Count == 1 ? 1 : 0;
        return new LineChart
        {
            Title = title,
            Description = string.Join(' ', lines.OfType<Series>().Select(line => Describe(line, axis))),
            X = across.Axis,
            Y = axis,
            Series =
            [
                .. lines
                    .Index()
                    .Where(line => line.Item is not null)
                    .SelectMany(line => Smoothed.Lines(line.Item!, address.Smoothing, line.Index + shift))
                    .OrderBy(line => line.IsFaint),
            ],
            Marks =
                runs is [{ Record: { } record } only] && Best(record) is { } best
                    ? [new Mark(across.Of(best), $"lowest validation loss: epoch {NumberText.Whole(best.Epoch)}")]
                    : [],
        };
    }

    static EpochDone? Best(RunRecord record) => record.Epochs.LastOrDefault(epoch => epoch.IsBest);

    static string Describe(Series line, Axis axis) =>
        line.Y switch
        {
            [] => $"{line.Name}: no values yet.",
            [var only] => $"{line.Name}: {axis.Text(only)}.",
            _ => $"{line.Name}: from {axis.Text(line.Y[0])} to {axis.Text(line.Y[^1])} over {line.Y.Count} values.",
        };

    /// <summary>By interval where there are any, since they come while an epoch is under way; else by epoch.</summary>
    Series Training(RunView run, string name)
    {
        var placed = run
            .Intervals.Select(interval => (X: across.Of(run, interval), Y: interval.Loss))
            .Where(point => double.IsFinite(point.X))
            .ToArray();
        return placed.Length > 0
            ? new Series(name, [.. placed.Select(point => point.X)], [.. placed.Select(point => point.Y)])
            : OfEpochs(run, name, epoch => epoch.TrainLoss);
    }

    Series Validation(RunView run, string name) => OfEpochs(run, name, epoch => epoch.ValidationLoss);

    Series OfEpochs(RunView run, string name, Func<EpochDone, double> value) =>
        new(name, [.. run.Epochs.Select(across.Of)], [.. run.Epochs.Select(value)]);
}
