using System.Text.Json.Nodes;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>What a run was trained on.</summary>
public sealed record DataRecord
{
    /// <summary>Where the data came from: a path, or the name of a built-in set.</summary>
    public required string Source { get; init; }

    /// <summary>The SHA-256 of what was read, in hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Rows that were trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Rows that were held back to watch the run.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>Rows that were looked at once, at the end.</summary>
    public int TestRows { get; init; }

    /// <summary>What the loader had to tell, one line each.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The record of some data.</summary>
    /// <param name="data">What is trained on.</param>
    public static DataRecord Of(TrainingData data) =>
        new()
        {
            Source = data.Source,
            Fingerprint = data.Fingerprint,
            TrainingRows = data.Training.Count,
            ValidationRows = data.Validation.Count,
            TestRows = data.Test?.Count ?? 0,
            Notes = data.Notes,
        };

    /// <summary>This record as it stands in run.json.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
