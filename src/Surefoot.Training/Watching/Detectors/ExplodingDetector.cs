namespace Surefoot.Training.Watching.Detectors;

/// <summary>A gradient that grows by orders of magnitude on its way back (Bengio, Simard and Frasconi 1994; Pascanu, Mikolov and Bengio 2013).</summary>
static class ExplodingDetector
{
    // A wide layer behind a narrow one has a gradient of a few times its neighbour's; a hundred times is growth through the layers.
    const double Growth = 100;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (GradientFlow.Extreme(history, largest: true) is not { } found || !(found.Norm >= Growth * found.LastNorm)) return null;
        string layer = history.LayerName(found.Layer);
        return history.Find(DiagnosisKind.ExplodingGradients, layer,
            $"The gradient of {layer} had a norm of {found.Norm:G3}, {found.Norm / found.LastNorm:G3} times that of the last layer, over the second half of the run.",
            Remedies.Clip, Remedies.RateDividedBy(10, history));
    }
}
