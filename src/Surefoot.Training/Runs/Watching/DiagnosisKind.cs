using System.Text.Json;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Watching.Detectors;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// What a training curve can say, the gravest first: where several hold, the first is the one to mend.
/// </summary>
public enum DiagnosisKind
{
    /// <summary>A gradient was not a finite number, or too large to be squared; the run ended there.</summary>
    NonFiniteGradient,

    /// <summary>The loss rises, or is not a finite number any more.</summary>
    Diverging,

    /// <summary>Most of the rectified units of a layer give 0 for every row.</summary>
    DeadUnits,

    /// <summary>The gradient grows by orders of magnitude on its way back through the layers.</summary>
    ExplodingGradients,

    /// <summary>
    /// The gradient shrinks by orders of magnitude on its way back through the layers, and little is learnt.
    /// </summary>
    VanishingGradients,

    /// <summary>The effective rates only fall, and took the progress with them.</summary>
    Stalled,

    /// <summary>The loss falls evenly and so slowly that the run ends far from its goal.</summary>
    RateTooLow,

    /// <summary>The loss does not fall although the weights move.</summary>
    Plateau,

    /// <summary>The loss swings about its trend.</summary>
    Oscillating,

    /// <summary>The validation loss rises while the training loss falls.</summary>
    Overfitting,

    /// <summary>The best epoch is the last, and the validation loss was still falling: the run ended too
    /// early.</summary>
    StillImproving,

    /// <summary>None of these.</summary>
    Healthy,
}

/// <summary>All about a kind of diagnosis that is not in its detector.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Word">How it is written and read: a key of metrics.jsonl and run.json, which stays as it is.</param>
/// <param name="Find">What finds it in a curve; null where nothing else being found says it.</param>
/// <param name="RateFactor">What a run that may react multiplies its rate by; null where it does not react.</param>
/// <param name="RestoresBest">Whether such a run puts the weights of the best epoch back.</param>
sealed record DiagnosisEntry(
    DiagnosisKind Kind,
    string Word,
    Func<WatchedHistory, Diagnosis?>? Find,
    double? RateFactor = null,
    bool RestoresBest = false
)
{
    /// <summary>Every kind, the gravest first: the one list.</summary>
    public static IReadOnlyList<DiagnosisEntry> All { get; } =
    [
        new(DiagnosisKind.NonFiniteGradient, "non-finite gradient", NonFiniteDetector.Find),
        // Weights that have run away, or learnt the training rows by heart, are no start for more.
        new(DiagnosisKind.Diverging, "diverging", DivergenceDetector.Find, RateFactor: 0.1, RestoresBest: true),
        new(DiagnosisKind.DeadUnits, "dead units", DeadUnitDetector.Find),
        new(DiagnosisKind.ExplodingGradients, "exploding gradients", ExplodingDetector.Find),
        new(DiagnosisKind.VanishingGradients, "vanishing gradients", VanishingDetector.Find),
        new(DiagnosisKind.Stalled, "stalled", StallDetector.Find),
        new(DiagnosisKind.RateTooLow, "rate too low", SlownessDetector.Find),
        // A swing shrinks with the rate, and a plateau under noise sinks with it.
        new(DiagnosisKind.Plateau, "plateau", PlateauDetector.Find, RateFactor: 0.5),
        new(DiagnosisKind.Oscillating, "oscillating", OscillationDetector.Find, RateFactor: 0.5),
        new(DiagnosisKind.Overfitting, "overfitting", OverfittingDetector.Find, RateFactor: 0.3, RestoresBest: true),
        new(DiagnosisKind.StillImproving, "still improving", ShortRunDetector.Find),
        new(DiagnosisKind.Healthy, "healthy", Find: null),
    ];

    /// <summary>The entry of a kind.</summary>
    public static DiagnosisEntry Of(DiagnosisKind kind) => All.First(entry => entry.Kind == kind);

    /// <summary>A kind as files hold it: its word.</summary>
    public sealed class Converter : StoredValue<DiagnosisKind>
    {
        /// <inheritdoc/>
        public override DiagnosisKind Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options)
        {
            string? word = json.TokenType == JsonTokenType.String ? json.GetString() : null;
            return All.FirstOrDefault(entry => entry.Word == word)?.Kind
                ?? throw Wrong(ref json, $"one of {string.Join(", ", All.Select(entry => entry.Word))}");
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter json, DiagnosisKind value, JsonSerializerOptions options) =>
            json.WriteStringValue(Of(value).Word);
    }
}
