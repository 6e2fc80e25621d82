using System.Text.Json.Serialization;

namespace Surefoot.Training.Runs;

/// <summary>The line of metrics.jsonl that says how many lines before it are lost.</summary>
/// <param name="Count">How many.</param>
sealed record LostLines([property: JsonPropertyName(LostLines.Mark)] long Count)
{
    /// <summary>The field that a line of this kind begins with.</summary>
    internal const string Mark = "lostLines";
}
