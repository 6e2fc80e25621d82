using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs.Folds;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// All that is known of a run: run.json, and the epochs of metrics.jsonl. The report and other tools read nothing else.
/// </summary>
public sealed record RunRecord
{
    /// <summary>
    /// The newest form of run.json that this version writes and reads: of version 2, whose settings are values.
    /// </summary>
    public const int FormatVersion = 2;

    // The layers of a network lie in an object in an object.
    internal const int MaxDepth = ConfigJson.JsonDepth + 2;

    const int MaxLength = 16 << 20;

    [JsonInclude, JsonPropertyName("version"), JsonConverter(typeof(LongFromOne))]
    internal long Version
    {
        get => Settings is null ? 1 : FormatVersion;
        init { }
    }

    /// <summary>The run's name, which is that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The command line as it was given.</summary>
    public IReadOnlyList<string> Arguments
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// The folder that relative paths among the arguments start from; empty where the run was not started by a command.
    /// </summary>
    [AllowNull]
    public string Directory
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>
    /// Every setting in force, defaults included; null in a record of version 1, which has <see cref="Texts"/>.
    /// </summary>
    [JsonIgnore]
    public RunSettings? Settings { get; init; }

    /// <summary>
    /// What a record of version 1 has for settings: a name and a text to show, in the order to show them. It is written
    /// as it was read.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; init; } = [];

    // Of either version.
    [JsonInclude, JsonPropertyName("settings")]
    internal JsonElement StoredSettings
    {
        get => Settings is null ? JsonFile.Element(Texts) : JsonFile.Element(Settings);
        init { }
    }

    /// <summary>The seed of every random number of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>"classification" or "regression".</summary>
    public required string Task { get; init; }

    /// <summary>The kind of network: "mlp", "conv"; "network" for layers of one's own.</summary>
    public required string Model { get; init; }

    /// <summary>The optimizer: "rmsprop", "adam" and so on.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The column to predict; empty where the data have no columns, as images.</summary>
    [AllowNull]
    public string TargetName
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>The names of the classes, in the order of the confusion matrix; empty for a regression.</summary>
    public IReadOnlyList<string> Classes
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What the network was trained on.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>What the run ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>What the run reached; null while it is under way, or where it was killed.</summary>
    public RunResult? Result { get; init; }

    /// <summary>The epochs that ended, in order, each once. They stand in metrics.jsonl, not in run.json.</summary>
    [JsonIgnore]
    public IReadOnlyList<EpochDone> Epochs { get; init; } = [];

    /// <summary>The watcher's intervals, in order, each once. They stand in metrics.jsonl, not in run.json.</summary>
    [JsonIgnore]
    public IReadOnlyList<WatchedInterval> Intervals { get; init; } = [];

    /// <summary>
    /// What was found while the run went on. It stands in metrics.jsonl; what the whole curve says is in the
    /// <see cref="Result"/>.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    /// <summary>
    /// What the folds of a cross-validation reached, before the model of all rows was trained; null for a run without.
    /// It stands in folds.json.
    /// </summary>
    [JsonIgnore]
    public FoldsRecord? Folds { get; init; }

    /// <summary>
    /// How many lines of metrics.jsonl are missing, because they could not be written
    /// (<see cref="RunMetrics.LostLines"/>); not in run.json.
    /// </summary>
    [JsonIgnore]
    public long LostLines { get; init; }

    /// <summary>This record as run.json holds it.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);

    /// <summary>What a run.json says, without the epochs.</summary>
    /// <exception cref="ModelFileException">It cannot be read, or is none.</exception>
    internal static RunRecord Read(string path) => Read(RegularFile.ReadAll(path, MaxLength), path);

    /// <summary>The record of a run that begins in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="settings">With which settings.</param>
    /// <param name="data">On what.</param>
    /// <param name="started">When.</param>
    internal static RunRecord Begin(
        RunFolder folder,
        RunSettings settings,
        TrainingData data,
        DateTimeOffset started
    ) =>
        new()
        {
            Name = folder.Name,
            Directory = System.Environment.CurrentDirectory,
            Settings = settings,
            Seed = settings.Trainer.Seed,
            Task = data.Preprocessing.Task == TaskKind.Classification ? "classification" : "regression",
            Model = NamedModel.Find(settings.Network, settings.Input)?.Kind ?? "network",
            Optimizer = settings.OptimizerName,
            TargetName = data.Preprocessing.TargetName,
            Classes = data.Preprocessing.Classes,
            Data = DataRecord.Of(data),
            Environment = RunEnvironment.Current,
            Started = started,
        };

    /// <summary>The same of its text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="where">The file to name in errors.</param>
    internal static RunRecord Read(ReadOnlySpan<byte> utf8, string where)
    {
        // What else there is, only the version tells.
        (long version, JsonElement stored) = JsonFile.Read<Form>(utf8, where, MaxDepth);
        if (version > FormatVersion)
            throw new ModelFileException(
                $"{where}: \"version\" is {version}, and this Surefoot reads up to {FormatVersion}; use a newer "
                    + "Surefoot to read this run."
            );
        ReadOnlySpan<byte> held = JsonMarshal.GetRawUtf8Value(stored);
        RunSettings? settings = version > 1 ? JsonFile.Value<RunSettings>(held, where, "settings") : null;
        IReadOnlyList<KeyValuePair<string, string>> texts =
            version > 1 ? [] : JsonFile.Value<IReadOnlyList<KeyValuePair<string, string>>>(held, where, "settings");
        return JsonFile.Read<RunRecord>(utf8, where, MaxDepth) with { Settings = settings, Texts = texts };
    }

    /// <summary>What tells how to read a run.json.</summary>
    /// <param name="Version">Its version.</param>
    /// <param name="Settings">The settings, in the form of that version.</param>
    internal sealed record Form([property: JsonConverter(typeof(LongFromOne))] long Version, JsonElement Settings);
}
