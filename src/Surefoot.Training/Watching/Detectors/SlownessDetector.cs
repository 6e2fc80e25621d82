namespace Surefoot.Training.Watching.Detectors;

/// <summary>A loss that falls evenly to the end, or hardly at all because the weights hardly move: the rate is too low for the length of the run.</summary>
static class SlownessDetector
{
    // Far from the goal, the second half falling at least half as fast as the first; or weights that would take more than ten thousand steps to change by their own size.
    const double FarFromGoal = 0.5, Evenness = 0.5, Crawl = 1e-5;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Intervals.Count < 8 || !(history.EndLoss > FarFromGoal * history.FirstLoss)) return null;
        double start = history.Loss(0, 0.125), middle = history.Loss(0.4375, 0.5625), end = history.EndLoss;
        double speed = Quantiles.Median([.. history.Layers.Select(layer => history.Median(layer, health => health.UpdateRatio, 0.5, 1))]);
        bool even = start > middle && middle > end && middle - end >= Evenness * (start - middle);
        if (!even && !(speed < Crawl)) return null;
        return history.Find(DiagnosisKind.RateTooLow, null,
            $"The loss fell from {history.FirstLoss:G3} to {end:G3}, by {start - middle:G3} in the first half and by {middle - end:G3} in the second; a step moved the weights by {speed:G2} of their size.",
            Remedies.RateTimes(10, history));
    }
}
