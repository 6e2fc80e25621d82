using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>A gradient that is not a finite number, by layer and index.</summary>
static class NonFiniteDetector
{
    public static Diagnosis? Find(WatchedHistory history) =>
        history.NonFinite is not { } gradient
            ? null
            : new(
                DiagnosisKind.NonFiniteGradient,
                history.Epoch,
                gradient.Step,
                LayerRange.NameOf(gradient.Parameter),
                string.Create(
                    FigureFormat.Instance,
                    $"The gradient of {gradient.Parameter} at index {gradient.Index} was {gradient.Value:G6} "
                        + $"at step {gradient.Step}."
                ),
                [
                    .. ((Remedy[])[Remedies.RateDividedBy(10, history), Remedies.Clip]).Where(remedy =>
                        !history.InForce.Hold(remedy)
                    ),
                ]
            );
}
