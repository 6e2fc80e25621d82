namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>A run that has gone through all its epochs, whose best epoch is the last, and that was not done.</summary>
static class ShortRunDetector
{
    // The last quarter of the epochs brought a hundredth of the loss at least: by less, the last epoch of a run that
    // creeps to its end is the lowest too, and as many more bring next to nothing.
    const double Fall = 0.01,
        Part = 0.75;

    public static Diagnosis? Find(WatchedHistory history)
    {
        WatchedEpoch best = history.Best;
        if (
            history.EpochsAsked is not { } asked
            || history.Epochs.Count < 2
            || best.Epoch == 0
            || best.Epoch != asked
            || history.Epochs[^1].Epoch != asked
        )
            return null;
        // The lowest before the last quarter begins; of few epochs the one before the last.
        WatchedEpoch before = history
            .Epochs.Where((epoch, i) => i == 0 || epoch.Epoch <= Part * asked)
            .MinBy(epoch => epoch.ValidationLoss);
        if (!(best.ValidationLoss <= (1 - Fall) * before.ValidationLoss))
            return null;
        return history.Find(
            DiagnosisKind.StillImproving,
            null,
            $"The best epoch is the last, {asked}: since epoch {before.Epoch} the validation loss fell from "
                + $"{before.ValidationLoss:G3} to {best.ValidationLoss:G3}.",
            Remedies.Epochs(2L * asked)
        );
    }
}
