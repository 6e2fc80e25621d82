namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>The loss ends well above where it began, or the trainer has ended the run for it.</summary>
static class DivergenceDetector
{
    // Batches differ: a loss that ends half as high again as the first batch's is no chance of the batch.
    const double Rise = 1.5;

    // The first batch alone may be an easy one: a rise to less than four times its loss must be one above the first
    // eight steps too.
    const double LargeRise = 4,
        AboveFirstSteps = 1.2;

    const int FirstLooks = 4;

    // Before there is more than the first looks, the end is another batch and no trend: only what no batch does counts.
    const double EarlyRise = 100;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Diverged is { } what)
            return history.Find(
                DiagnosisKind.Diverging,
                null,
                $"{char.ToUpperInvariant(what[0])}{what[1..]}.",
                Remedies.RateDividedBy(10, history),
                Remedies.Clip
            );
        if (history.Intervals.Count == 0)
            return null;
        double start = Start(history),
            end = history.EndLoss;
        if (!(end > (history.Intervals.Count > FirstLooks ? Rise : EarlyRise) * start))
            return null;
        if (end < LargeRise * start && !(end > AboveFirstSteps * history.StartLoss))
            return null;
        return history.Find(
            DiagnosisKind.Diverging,
            null,
            $"The loss rose from {start:G3} in the first steps to {end:G3} at the end.",
            Remedies.RateDividedBy(10, history),
            Remedies.Clip
        );
    }

    // One first batch may be easy: the first looks count too, but not for more than answering the same for every row
    // would cost, since a rate that is much too large has spoilt them already.
    static double Start(WatchedHistory history)
    {
        double early = Quantiles.Median([.. history.Intervals.Take(FirstLooks).Select(interval => interval.Loss)]);
        return double.IsNaN(history.ChanceLoss)
            ? history.FirstLoss
            : Math.Max(history.FirstLoss, Math.Min(early, history.ChanceLoss));
    }
}
