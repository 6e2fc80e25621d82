using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>
/// The training curves: loss and measure over epochs, each with a linear and a logarithmic axis to choose from, without
/// a script.
/// </summary>
static class CurveSection
{
    public static MarkupText Of(RunRecord run)
    {
        MarkupWriter html = new();
        if (run.Epochs.Count == 0)
            return html.Add($"""<p class="notice">No epoch has ended, so there are no curves to draw.</p>""").Finish();
        html.Add($"""<div class="pair">""");
        html.Add(ScaleSwitch.Of("loss", "Loss", Loss(run), ScaleSwitch.Logarithmic(Loss(run))));
        html.Add(
            ScaleSwitch.Of(
                "measure",
                $"Validation {Measure.Name(run)}",
                Measured(run),
                Measure.IsAccuracy(run) ? Errors(run) : ScaleSwitch.Logarithmic(Measured(run))
            )
        );
        return html.Add($"</div>").Finish();
    }

    internal static LineChart Loss(RunRecord run)
    {
        double[] epochs = [.. run.Epochs.Select(epoch => (double)epoch.Epoch)];
        double[] training = [.. run.Epochs.Select(epoch => epoch.TrainLoss)],
            validation = [.. run.Epochs.Select(epoch => epoch.ValidationLoss)];
        return new LineChart
        {
            Title = "Training and validation loss by epoch",
            Description =
                Describe("Training loss", training) + Describe(" Validation loss", validation) + BestSentence(run),
            X = new Axis("Epoch") { Whole = true },
            Y = new Axis("Mean loss") { Floor = 0 },
            Series = [new Series("Training", epochs, training), new Series("Validation", epochs, validation)],
            Marks = Best(run),
        };
    }

    internal static LineChart Measured(RunRecord run)
    {
        double[] epochs = [.. run.Epochs.Select(epoch => (double)epoch.Epoch)];
        double[] values = [.. run.Epochs.Select(epoch => epoch.ValidationMeasure)];
        bool accuracy = Measure.IsAccuracy(run);
        return new LineChart
        {
            Title = $"Validation {Measure.Name(run)} by epoch",
            Description = Describe($"Validation {Measure.Name(run)}", values) + BestSentence(run),
            X = new Axis("Epoch") { Whole = true },
            Y = new Axis(accuracy ? "Share of rows that are right" : "RMSE in the target's units")
            {
                Percent = accuracy,
                Floor = 0,
                Ceiling = accuracy ? 1 : double.PositiveInfinity,
            },
            Series = [new Series("Validation", epochs, values) { Look = 1 }],
            Marks = Best(run),
        };
    }

    /// <summary>An accuracy near 1 has nothing to gain from a logarithmic axis; what is still wrong has.</summary>
    internal static LineChart Errors(RunRecord run)
    {
        double[] errors = [.. run.Epochs.Select(epoch => 1 - epoch.ValidationMeasure)];
        LineChart right = Measured(run);
        return right with
        {
            Title = "Validation error rate by epoch, logarithmic",
            Description = Describe("Validation error rate", errors) + BestSentence(run),
            Y = new Axis("Share of rows that are wrong") { Percent = true, Scale = AxisScale.Logarithmic },
            Series = [new Series("Validation", right.Series[0].X, errors) { Look = 1 }],
        };
    }

    static Mark[] Best(RunRecord run) =>
        BestEpoch(run) is > 0 and var best ? [new Mark(best, $"lowest loss: epoch {NumberText.Whole(best)}")] : [];

    static int BestEpoch(RunRecord run) =>
        run.Result?.BestEpoch ?? run.Epochs.LastOrDefault(epoch => epoch.IsBest)?.Epoch ?? 0;

    static string BestSentence(RunRecord run) =>
        BestEpoch(run) is > 0 and var best ? $" The weights kept are those of epoch {best}." : "";

    static string Describe(string name, double[] values) =>
        values switch
        {
            [] => $"{name}: no values yet.",
            [var only] => $"{name}: {NumberText.Precise(only)} after one epoch.",
            _ => $"{name}: from {NumberText.Precise(values[0])} to {NumberText.Precise(values[^1])} over "
                + $"{values.Length} epochs.",
        };
}
