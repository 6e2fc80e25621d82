using System.Globalization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>Remedies that several diagnoses share.</summary>
static class Remedies
{
    public static Remedy Clip { get; } = new("Shorten long gradients.", "--clip-norm 1");

    public static Remedy Cosine { get; } = new("Let the rate fall to 0 over the run.", "--schedule cosine");

    public static Remedy Average { get; } =
        new("Use the average of the weights over the last steps.", "--average 0.999");

    public static Remedy LongerMemory { get; } =
        new("Let RMSprop remember a thousand steps in place of a hundred.", "--decay 0.999 --bias-correction");

    public static Remedy RmsProp { get; } =
        new(
            "Use RMSprop: each weight's rate follows its own gradients, up as well as down.",
            "--optimizer rmsprop --learning-rate 0.001"
        );

    public static Remedy LargerNetwork { get; } =
        new(
            "Use a wider or deeper network, or look whether the target can be predicted from these columns at all.",
            "--hidden 256,128"
        );

    public static Remedy FewerLayers { get; } =
        new(
            "Use fewer layers, rectifiers in place of tanh or the logistic function, residual paths or "
                + "normalisation.",
            "--hidden 128,64"
        );

    public static Remedy Epochs(long epochs) =>
        new("Train longer.", string.Create(CultureInfo.InvariantCulture, $"--epochs {epochs}"));

    public static Remedy RateDividedBy(double divisor, WatchedHistory history) =>
        Rate("Lower the rate.", history, 1 / divisor);

    public static Remedy RateTimes(double factor, WatchedHistory history) => Rate("Raise the rate.", history, factor);

    public static Remedy WarmUp(WatchedHistory history) =>
        new(
            "Let the rate rise over the first steps.",
            FormattableString.Invariant($"--warmup {Math.Clamp(history.Step / 10, 1, 1000)}")
        );

    static Remedy Rate(string advice, WatchedHistory history, double factor) =>
        history.Intervals.Count == 0
            ? new(advice, "")
            : new(
                advice,
                string.Create(
                    FigureFormat.Instance,
                    $"--learning-rate {history.Intervals.Max(interval => interval.LearningRate) * factor:G3}"
                )
            );
}
