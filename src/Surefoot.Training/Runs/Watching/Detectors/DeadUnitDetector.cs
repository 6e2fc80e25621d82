namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>Rectified units that give 0 whatever comes in: they pass no slope on and cannot recover.</summary>
static class DeadUnitDetector
{
    // Sparse activity is what rectifiers are for, and a unit may miss a whole batch; when half of a layer does, for a
    // quarter of the run, capacity is lost. (A little more than half: over the rows of one batch a unit that rarely
    // fires looks dead.)
    const double Share = 0.6;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Intervals.Count == 0)
            return null;
        double most = 0;
        int worst = -1;
        foreach (int layer in history.Layers)
        {
            double share = history.Median(layer, health => health.Dead ?? double.NaN, 0.75, 1);
            if (share > most)
                (most, worst) = (share, layer);
        }
        if (most < Share)
            return null;
        return history.Find(
            DiagnosisKind.DeadUnits,
            history.LayerName(worst),
            $"{most:P0} of the units of {history.LayerName(worst)} gave 0 for every row of a batch over the "
                + $"last quarter of the run.",
            Remedies.RateDividedBy(10, history),
            Remedies.WarmUp(history)
        );
    }
}
