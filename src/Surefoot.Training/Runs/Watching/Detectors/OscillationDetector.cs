using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>A loss that swings about its trend: RMSprop's late oscillation at a constant rate.</summary>
static class OscillationDetector
{
    // The middle four fifths of what is left of the loss without its trend, as a share of the lowest loss that the run
    // had: one that overfitting has raised hides no swing. (Of the tuning runs those that do not swing show 30 % at
    // most, those that do 45 % at least, one aside.)
    const double Swing = 0.36;

    // A loss far below the first one may swing by more than itself and still matter to nobody.
    const double Floor = 0.05;

    // Over fewer epochs than this a swing cannot be told from chance; and what turns more rarely than at every third
    // epoch is a drift.
    const int FewestEpochs = 8,
        Turn = 3;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Epochs.Count < FewestEpochs || history.Intervals.Count == 0)
            return null;
        bool validated = history.Epochs.All(epoch => double.IsFinite(epoch.ValidationLoss));
        double[] losses = [.. history.Epochs.Select(epoch => validated ? epoch.ValidationLoss : epoch.TrainLoss)];
        Detrended swing = Detrended.Of(losses[^Math.Max(FewestEpochs, losses.Length / 2)..]);
        double lowest = LowestLoss.Of(losses),
            level = Math.Max(lowest, Floor * history.FirstLoss);
        if (!(swing.Spread >= Swing * level) || swing.Turns * Turn < swing.Count)
            return null;
        double epochs = (history.Epochs[^1].Epoch - history.Epochs[^swing.Count].Epoch) / (double)(swing.Count - 1);
        return history.Find(
            DiagnosisKind.Oscillating,
            null,
            $"Over the last {swing.Count * epochs:F0} epochs the {(validated ? "validation" : "training$")} "
                + $"loss swung about its trend by ±{swing.Spread / 2:G2} around {swing.Level:G3}, having been as "
                + $"low as {lowest:G3}, with a period of about {swing.Period * epochs:F0} epochs.",
            history.RateIsConstant ? Constant(history) : [Remedies.RateDividedBy(3, history), Remedies.Average]
        );
    }

    static Remedy[] Constant(WatchedHistory history) =>
        [
            Remedies.Cosine,
            Remedies.Average,
            .. history.InForce.Uses("rmsprop") ? [Remedies.LongerMemory] : Array.Empty<Remedy>(),
            new(
                "Give the steps momentum, with the rate times 1−μ.",
                string.Create(FigureFormat.Instance, $"--momentum 0.9 --learning-rate {history.LearningRate / 10:G3}")
            ),
        ];
}
