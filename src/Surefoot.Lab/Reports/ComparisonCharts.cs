using Surefoot.Lab.Charts;
using Surefoot.Training.Comparing;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>
/// The curves of a comparison: the mean over the seeds of each optimizer, with a band of one standard deviation on
/// either side.
/// </summary>
public static class ComparisonCharts
{
    /// <summary>The validation measure by epoch, with the target.</summary>
    public static LineChart Measure(ComparisonResult result) =>
        Curves(
            result,
            result.IsClassification ? "Validation accuracy" : "Validation RMSE",
            epoch => epoch.ValidationMeasure,
            result.IsClassification
                ? new Axis("Share of rows that are right")
                {
                    Percent = true,
                    Floor = 0,
                    Ceiling = 1,
                }
                : new Axis("RMSE in the target's units") { Floor = 0 }
        ) with
        {
            Levels = double.IsFinite(result.Target)
                ? [new Level(result.Target, $"target {ComparisonTable.Target(result)}")]
                : [],
        };

    /// <summary>
    /// The share of validation rows that are wrong: what a logarithmic axis can show of an accuracy near 1. The RMSE
    /// itself for numbers.
    /// </summary>
    public static LineChart Errors(ComparisonResult result) =>
        result.IsClassification
            ? Curves(
                result,
                "Validation error rate",
                epoch => 1 - epoch.ValidationMeasure,
                new Axis("Share of rows that are wrong") { Percent = true, Scale = AxisScale.Logarithmic }
            )
            : ScaleSwitch.Logarithmic(Measure(result));

    /// <summary>The validation loss by epoch.</summary>
    public static LineChart ValidationLoss(ComparisonResult result) =>
        Curves(result, "Validation loss", epoch => epoch.ValidationLoss, new Axis("Mean loss") { Floor = 0 });

    /// <summary>The training loss by epoch.</summary>
    public static LineChart TrainingLoss(ComparisonResult result) =>
        Curves(result, "Training loss", epoch => epoch.TrainLoss, new Axis("Mean loss") { Floor = 0 });

    /// <summary>What the search for a rate saw of each optimizer; null where there was none.</summary>
    public static LineChart? Search(ComparisonResult result) =>
        result.Trials == 1
            ? null
            : new LineChart
            {
                Title = "Validation loss of each learning rate that was tried",
                Description =
                    $"For each optimizer {result.Trials} rates over {result.TrialEpochs} epochs. Chosen: "
                    + string.Join(
                        ", ",
                        result.Optimizers.Select(optimizer => $"{optimizer.Name} {NumberText.Precise(optimizer.Rate)}")
                    )
                    + $".",
                X = new Axis("Learning rate") { Scale = AxisScale.Logarithmic },
                Y = new Axis("Lowest validation loss") { Scale = AxisScale.Logarithmic },
                Series = [.. result.Optimizers.Select(Tried)],
            };

    static Series Tried(ComparedOptimizer optimizer)
    {
        RateTrial[] trials = [.. optimizer.Trials.OrderBy(trial => trial.Rate)];
        return new Series(
            optimizer.Name,
            [.. trials.Select(trial => trial.Rate)],
            [.. trials.Select(trial => trial.ValidationLoss)]
        );
    }

    static LineChart Curves(ComparisonResult result, string what, Func<EpochDone, double> value, Axis axis)
    {
        Series[] series = [.. result.Optimizers.Select(optimizer => Curve(optimizer, result.Epochs, value))];
        return new LineChart
        {
            Title = $"{what} by epoch, mean over the seeds",
            Description = string.Join(
                " ",
                series.Select(one =>
                    $"{one.Name}: {axis.Text(one.Y[0])} after the first epoch, {axis.Text(one.Y[^1])} after the last."
                )
            ),
            X = new Axis("Epoch") { Whole = true },
            Y = axis,
            Series = series,
        };
    }

    static Series Curve(ComparedOptimizer optimizer, int epochs, Func<EpochDone, double> value)
    {
        Spread[] spreads =
        [
            .. Enumerable
                .Range(0, epochs)
                .Select(epoch =>
                    Spread.Of(
                        optimizer.Runs.Where(run => run.Epochs.Count > epoch).Select(run => value(run.Epochs[epoch]))
                    )
                ),
        ];
        Series line = new(
            optimizer.Name,
            [.. Enumerable.Range(1, epochs).Select(epoch => (double)epoch)],
            [.. spreads.Select(spread => spread.Mean)]
        );
        return optimizer.Runs.Count < 2
            ? line
            : line with
            {
                Band = new Band(
                    "one deviation",
                    [.. spreads.Select(spread => spread.Mean - spread.Deviation)],
                    [.. spreads.Select(spread => spread.Mean + spread.Deviation)]
                ),
            };
    }
}
