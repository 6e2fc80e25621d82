namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>A validation loss that rises from its lowest epoch on, while the training loss goes on falling.</summary>
static class OverfittingDetector
{
    // Above its lowest by three tenths, where both are taken over several epochs: one lowest epoch may be luck. (Of the
    // tuning runs the healthy ones rise by a fifth at most, those that overfit by 44 % at least.)
    const double Rise = 1.3;

    const int FewestEpochs = 6,
        LastEpochs = 5;

    public static Diagnosis? Find(WatchedHistory history)
    {
        WatchedEpoch best = history.Best;
        if (history.Epochs.Count < FewestEpochs || best.Epoch == 0)
            return null;
        WatchedEpoch[] last = [.. history.Epochs.TakeLast(LastEpochs)];
        if (best.Epoch >= last[0].Epoch)
            return null;
        double validation = Quantiles.Median([.. last.Select(epoch => epoch.ValidationLoss)]),
            training = Quantiles.Median([.. last.Select(epoch => epoch.TrainLoss)]);
        double lowest = Math.Max(
            best.ValidationLoss,
            LowestLoss.Of([.. history.Epochs.Select(epoch => epoch.ValidationLoss)])
        );
        if (!(validation >= Rise * lowest) || !(training < best.TrainLoss))
            return null;
        return history.Find(
            DiagnosisKind.Overfitting,
            null,
            $"Since epoch {best.Epoch} the validation loss rose from {best.ValidationLoss:G3} to "
                + $"{validation:G3} while the training loss fell from {best.TrainLoss:G3} to {training:G3}.",
            new Remedy("Stop when the validation loss no longer falls, and keep the best weights.", "--patience 8"),
            new Remedy("Drop half of the hidden values at random while training.", "--dropout 0.5"),
            new Remedy("Pull the weights to 0.", "--weight-decay 0.001")
        );
    }
}
