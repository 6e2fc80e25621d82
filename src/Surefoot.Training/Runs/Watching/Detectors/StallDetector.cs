namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>Effective rates that only fall, as AdaGrad's do, and progress that ends before the goal.</summary>
static class StallDetector
{
    // A sum of squares of even gradients grows eightfold from an eighth of the run to its end, and the rate falls
    // 2.8-fold; a mean square has settled by then. Progress at rates that fall with the root of the steps is 29 % in
    // the second half; at a constant rate it would be half.
    const double Early = 0.125,
        Fall = 1.7,
        FarFromGoal = 0.25,
        LateShare = 0.39;

    // A rate that rises again by a tenth is none that only falls.
    const double Recovery = 1.1;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Intervals.Count < 16 || !(history.EndLoss > FarFromGoal * history.Base))
            return null;
        // η's own fall by a schedule is wanted.
        int first = history.IntervalAt(Early);
        double[] rates =
        [
            .. Enumerable
                .Range(first, history.Intervals.Count - first)
                .Select(i => Rate(history, i) / history.Intervals[i].LearningRate),
        ];
        if (Recovers(rates))
            return null;
        double fall = rates[0] / rates[^1],
            all = history.FirstLoss - history.EndLoss,
            lately = history.Loss(0.4375, 0.5625) - history.EndLoss;
        if (!(fall >= Fall) || !(all > 0) || lately > LateShare * all)
            return null;
        return history.Find(
            DiagnosisKind.Stalled,
            null,
            $"From an eighth of the run to its end the median effective rate fell {fall:G3}-fold; the second "
                + $"half of the run brought {Math.Max(0, lately / all):P0} of the progress, and the loss ended at "
                + $"{history.EndLoss:G3}.",
            Remedies.RmsProp,
            Remedies.RateTimes(10, history)
        );
    }

    static bool Recovers(double[] rates)
    {
        double lowest = double.PositiveInfinity;
        foreach (double rate in rates)
        {
            if (rate > Recovery * lowest)
                return true;
            lowest = Math.Min(lowest, rate);
        }
        return false;
    }

    static double Rate(WatchedHistory history, int interval) =>
        Quantiles.Median([
            .. history.Intervals[interval].Layers.Select(layer => layer.Rates.Q50).Where(double.IsFinite),
        ]);
}
