using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Comparing;

/// <summary>All that is known of a comparison: what comparison.json holds and the report shows.</summary>
public sealed record ComparisonRecord
{
    /// <summary>The form of comparison.json that this version writes.</summary>
    public const int FormatVersion = 1;

    [JsonInclude]
    internal int Version
    {
        get => FormatVersion;
        init { }
    }

    /// <summary>The comparison's name, which is that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The command line as it was given.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// Every setting in force, defaults included: a name and a value to show, in the order to show them.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; } = [];

    /// <summary>The kind of network: "mlp", "conv".</summary>
    public required string Model { get; init; }

    /// <summary>What the networks were trained on.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>What the comparison ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    [JsonPropertyName("totalSeconds")]
    public double Seconds { get; init; } = double.NaN;

    /// <summary>What it found; null while it is under way, or where it was killed.</summary>
    [JsonIgnore]
    public ComparisonResult? Result { get; init; }

    [JsonInclude, JsonPropertyName("result")]
    internal JsonObject? StoredResult
    {
        get => Result?.ToJson();
        init { }
    }

    /// <summary>This record as comparison.json holds it.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
