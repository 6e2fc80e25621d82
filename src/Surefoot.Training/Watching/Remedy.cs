using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Watching;

/// <summary>Something to try.</summary>
/// <param name="Advice">What to do, in words.</param>
/// <param name="Options">
/// The same as options to add to `surefoot train`, such as "--schedule cosine"; empty where no option does it.
/// </param>
public sealed record Remedy(string Advice, string Options)
{
    /// <summary>This remedy as an object of metrics.jsonl and run.json.</summary>
    public JsonObject ToJson() => new() { ["remedy"] = Advice, ["options"] = Options };

    internal static Remedy FromJson(JsonFields json) => new(json.Text("remedy"), json.Text("options"));
}
