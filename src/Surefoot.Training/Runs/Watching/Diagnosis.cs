using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>One thing that the training curve says, with the figures that say it and what to try.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Epoch">The epoch in which it was found, counted from 1.</param>
/// <param name="Step">The steps made when it was found.</param>
/// <param name="Layer">The layer that it is about; null where it is about the run.</param>
/// <param name="Evidence">The figures, in a sentence.</param>
/// <param name="Remedies">What to try, the likeliest first; none for a healthy run.</param>
public sealed record Diagnosis(
    DiagnosisKind Kind,
    int Epoch,
    long Step,
    string? Layer,
    string Evidence,
    IReadOnlyList<Remedy> Remedies
)
{
    /// <summary>The field that a line of this kind begins with.</summary>
    internal const string Mark = "diagnosis";

    /// <summary>The kind in words: "oscillating", "dead units", …</summary>
    public string Name => DiagnosisEntry.Of(Kind).Word;

    /// <summary>Kind and layer in words: "vanishing gradients in dense1".</summary>
    public string Title => Layer is null ? Name : $"{Name} in {Layer}";

    /// <summary>
    /// This diagnosis as an object of metrics.jsonl and run.json. The first remedy stands in it, the others under
    /// "others".
    /// </summary>
    public JsonObject ToJson() => JsonFile.Node(StoredDiagnosis.Of(this));
}
