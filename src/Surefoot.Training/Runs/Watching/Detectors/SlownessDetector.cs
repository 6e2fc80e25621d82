namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>
/// A loss that falls evenly to the end, or hardly at all because the weights hardly move: the rate is too low for the
/// length of the run.
/// </summary>
static class SlownessDetector
{
    // A run that nears its goal falls ever more slowly: the second half of this one brought more than a quarter of what
    // the first did. And weights that move by a hundred-thousandth a step take longer than most runs to change by their
    // own size.
    const double Near = 0.2,
        FarFromGoal = 0.5,
        Evenness = 0.27,
        Crawl = 1e-5;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Intervals.Count < 8 || !(history.EndLoss > Near * history.Base))
            return null;
        double start = history.StartLoss,
            middle = history.Loss(0.4375, 0.5625),
            end = history.EndLoss;
        double speed = Quantiles.Median([
            .. history.Layers.Select(layer => history.Median(layer, health => health.UpdateRatio, 0.5, 1)),
        ]);
        bool even = start > middle && middle > end && middle - end >= Evenness * (start - middle);
        if (!even && !(speed < Crawl && end > FarFromGoal * history.Base))
            return null;
        return history.Find(
            DiagnosisKind.RateTooLow,
            null,
            $"The loss fell from {start:G3} to {end:G3}, by {start - middle:G3} in the first half and by "
                + $"{middle - end:G3} in the second; a step moved the weights by {speed:G2} of their size.",
            Remedies.RateTimes(10, history)
        );
    }
}
