namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>
/// A gradient that shrinks by orders of magnitude on its way back, so that the first layers do not learn (Hochreiter
/// 1991; Glorot and Bengio 2010).
/// </summary>
static class VanishingDetector
{
    // RMSprop trains layers whose gradients differ by less, and by as much if all goes well: then it is no trouble.
    const double Shrinkage = 1e-3,
        LittleLearnt = 0.5;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (
            GradientFlow.Extreme(history, largest: false) is not { } found
            || !(found.Norm <= Shrinkage * found.LastNorm)
        )
            return null;
        if (!(history.EndLoss > LittleLearnt * history.Base))
            return null;
        string layer = history.LayerName(found.Layer);
        return history.Find(
            DiagnosisKind.VanishingGradients,
            layer,
            $"The gradient of {layer} had a norm of {found.Norm:G3}, {found.Norm / found.LastNorm:G3} times "
                + $"that of the last layer, and the loss only fell from {history.FirstLoss:G3} to "
                + $"{history.EndLoss:G3}.",
            Remedies.FewerLayers,
            Remedies.RmsProp
        );
    }
}
