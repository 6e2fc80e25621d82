namespace Surefoot.Training.Watching.Detectors;

/// <summary>The loss ends well above where it began, or the trainer has ended the run for it.</summary>
static class DivergenceDetector
{
    // Batches differ: a loss that ends half as high again as the first batch's is no chance of the batch.
    const double Rise = 1.5;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Diverged is { } what)
            return history.Find(DiagnosisKind.Diverging, null, $"{char.ToUpperInvariant(what[0])}{what[1..]}.", Remedies.RateDividedBy(10, history), Remedies.Clip);
        if (history.Intervals.Count == 0 || !(history.EndLoss > Rise * history.FirstLoss)) return null;
        return history.Find(DiagnosisKind.Diverging, null, $"The loss rose from {history.FirstLoss:G3} at the first step to {history.EndLoss:G3} at the end.",
            Remedies.RateDividedBy(10, history), Remedies.Clip);
    }
}
