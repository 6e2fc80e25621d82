using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>
/// The event before the first step after a checkpoint was gone back to, or after a resume that found none and begins
/// again at step 0.
/// </summary>
/// <param name="Step">
/// The batches gone through at that checkpoint; what was told of later ones no longer counts.
/// </param>
/// <param name="Epoch">The epochs that had ended by then.</param>
/// <param name="RolledBack">Whether the run rolled back by itself; otherwise it was resumed.</param>
public sealed record RunResumed([property: JsonPropertyName(RunResumed.Mark)] long Step, int Epoch, bool RolledBack)
{
    /// <summary>What marks such a line of metrics.jsonl: its first field.</summary>
    internal const string Mark = "resumed";

    /// <summary>This event as a line of metrics.jsonl.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
