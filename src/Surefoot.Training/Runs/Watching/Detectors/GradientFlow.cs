namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>How the gradient changes on its way back through the layers.</summary>
static class GradientFlow
{
    // Two layers always differ; it takes three to speak of a way.
    const int FewestLayers = 3;

    /// <summary>
    /// The layer whose gradient is the largest or smallest share of the last layer's, over the second half of the run;
    /// null where there are too few layers.
    /// </summary>
    public static (int Layer, double Norm, double LastNorm)? Extreme(WatchedHistory history, bool largest)
    {
        if (history.Intervals.Count == 0 || history.Layers.Count() < FewestLayers)
            return null;
        double[] norms =
        [
            .. history.Layers.Select(layer => history.Median(layer, health => health.GradientNorm, 0.5, 1)),
        ];
        int extreme = Array.IndexOf(norms, largest ? norms[..^1].Max() : norms[..^1].Min());
        return extreme < 0 ? null : (extreme, norms[extreme], norms[^1]);
    }
}
