using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>Something to try.</summary>
/// <param name="Advice">What to do, in words.</param>
/// <param name="Options">
/// The same as options to add to `surefoot train`, such as "--schedule cosine"; empty where no option does it.
/// </param>
public sealed record Remedy([property: JsonPropertyName("remedy")] string Advice, string Options)
{
    /// <summary>This remedy as an object of metrics.jsonl and run.json.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
