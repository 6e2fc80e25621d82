namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>
/// A gradient that grows by orders of magnitude on its way back (Bengio, Simard and Frasconi 1994; Pascanu, Mikolov and
/// Bengio 2013).
/// </summary>
static class ExplodingDetector
{
    // A wide layer behind a narrow one has a gradient of a few times its neighbour's; a hundred times is growth through
    // the layers. And where a gradient is ten times as long as the weights themselves, plain descent at a rate of 0.1
    // would replace them.
    const double Growth = 100,
        Length = 10;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Intervals.Count == 0)
            return null;
        if (GradientFlow.Extreme(history, largest: true) is { } found && found.Norm >= Growth * found.LastNorm)
            return Say(history, found.Layer, $"{found.Norm / found.LastNorm:G3} times that of the last layer");
        double[] lengths =
        [
            .. history.Layers.Select(layer =>
                history.Median(layer, health => health.GradientNorm / health.WeightNorm, 0.5, 1)
            ),
        ];
        double longest = lengths.Max();
        return longest >= Length
            ? Say(history, Array.IndexOf(lengths, longest), $"{longest:G3} times that of its weights")
            : null;
    }

    static Diagnosis Say(WatchedHistory history, int layer, FigureText compared) =>
        history.Find(
            DiagnosisKind.ExplodingGradients,
            history.LayerName(layer),
            $"The gradient of {history.LayerName(layer)} had a norm of "
                + $"{history.Median(layer, health => health.GradientNorm, 0.5, 1):G3}, "
                + $"{compared.ToText()}, over the second half of the run.",
            Remedies.Clip,
            Remedies.RateDividedBy(10, history)
        );
}
