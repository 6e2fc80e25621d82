using System.Text;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Tests.Watching;

/// <summary>
/// RMSprop on MNIST at a constant rate, as docs/watching.md has it: swing.jsonl is its record, and its first line the
/// command that made it.
/// </summary>
public sealed class RecordedSwingTests
{
    static readonly RunMetrics Run = Read();

    [Fact]
    public void Its_last_epochs_are_called_oscillating_first_with_the_three_remedies()
    {
        Diagnosis found = Diagnoser.Diagnose(History(epoch => Run.Epochs[epoch].ValidationLoss))[0];
        Assert.Equal(DiagnosisKind.Oscillating, found.Kind);
        Assert.Equal(
            ["--schedule cosine", "--average 0.999", "--momentum 0.9 --learning-rate 0.001"],
            found.Remedies.Select(remedy => remedy.Options)
        );
        Assert.Matches(
            @"^Over the last 10 epochs the validation loss swung about its trend by ±0\.\d+ around 0\.\d+, "
                + @"having been as low as 0\.\d+, with a period of about \d epochs\.$",
            found.Evidence
        );
    }

    [Fact]
    public void The_same_curve_smoothed_is_not() =>
        Assert.DoesNotContain(Diagnoser.Diagnose(History(Smoothed)), found => found.Kind == DiagnosisKind.Oscillating);

    static double Smoothed(int epoch)
    {
        int reach = Math.Min(2, Math.Min(epoch, Run.Epochs.Count - 1 - epoch));
        return Run.Epochs.Skip(epoch - reach).Take((2 * reach) + 1).Average(one => one.ValidationLoss);
    }

    static WatchedHistory History(Func<int, double> validation)
    {
        WatchedEpoch[] epochs =
        [
            .. Run.Epochs.Select(
                (e, i) =>
                    new WatchedEpoch(e.Epoch, e.Step, e.TrainLoss, validation(i), e.ValidationMeasure, e.LearningRate)
            ),
        ];
        return new()
        {
            Intervals = Run.Intervals,
            Epochs = epochs,
            Best = epochs.MinBy(epoch => epoch.ValidationLoss),
            ChanceLoss = Math.Log(10),
        };
    }

    static RunMetrics Read()
    {
        using var reader = new StreamReader(
            typeof(RecordedSwingTests).Assembly.GetManifestResourceStream("watching/swing")!
        );
        var lines = new MetricsLines();
        while (reader.ReadLine() is { } line)
            lines.Add(Encoding.UTF8.GetBytes(line), "swing.jsonl");
        return lines.Gathered;
    }
}
