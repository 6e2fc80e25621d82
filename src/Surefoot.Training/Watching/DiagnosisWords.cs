using System.Text.Json;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Watching;

/// <summary>The kinds of diagnosis as they are written and read.</summary>
static class DiagnosisWords
{
    static readonly string[] Words =
    [
        "non-finite gradient",
        "diverging",
        "dead units",
        "exploding gradients",
        "vanishing gradients",
        "stalled",
        "rate too low",
        "plateau",
        "oscillating",
        "overfitting",
        "healthy",
    ];

    public static string Of(DiagnosisKind kind) => Words[(int)kind];

    public sealed class Converter : StoredValue<DiagnosisKind>
    {
        /// <inheritdoc/>
        public override DiagnosisKind Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options) =>
            json.TokenType == JsonTokenType.String && Array.IndexOf(Words, json.GetString()) is >= 0 and var index
                ? (DiagnosisKind)index
                : throw Wrong(ref json, $"one of {string.Join(", ", Words)}");

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter json, DiagnosisKind value, JsonSerializerOptions options) =>
            json.WriteStringValue(Of(value));
    }
}
