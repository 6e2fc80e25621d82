using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Watching;

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
    internal static int MaxDepth => ConfigJson.JsonDepth + 2;

    const int MaxLength = 16 << 20;

    /// <summary>The run's name, which is that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The command line as it was given.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// The folder that relative paths among the arguments start from; empty where the run was not started by a command.
    /// </summary>
    public string Directory { get; init; } = "";

    /// <summary>
    /// Every setting in force, defaults included; null in a record of version 1, which has <see cref="Texts"/>.
    /// </summary>
    public RunSettings? Settings { get; init; }

    /// <summary>
    /// What a record of version 1 has for settings: a name and a text to show, in the order to show them. It is written
    /// as it was read.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts { get; init; } = [];

    /// <summary>The seed of every random number of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>"classification" or "regression".</summary>
    public required string Task { get; init; }

    /// <summary>The kind of network: "mlp", "conv"; "network" for layers of one's own.</summary>
    public required string Model { get; init; }

    /// <summary>The optimizer: "rmsprop", "adam" and so on.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The column to predict; empty where the data have no columns, as images.</summary>
    public string TargetName { get; init; } = "";

    /// <summary>The names of the classes, in the order of the confusion matrix; empty for a regression.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>What the network was trained on.</summary>
    public required DataRecord Data { get; init; }

    /// <summary>What the run ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>What the run reached; null while it is under way, or where it was killed.</summary>
    public RunResult? Result { get; init; }

    /// <summary>The epochs that ended, in order, each once. They stand in metrics.jsonl, not in run.json.</summary>
    public IReadOnlyList<EpochDone> Epochs { get; init; } = [];

    /// <summary>The watcher's intervals, in order, each once. They stand in metrics.jsonl, not in run.json.</summary>
    public IReadOnlyList<WatchedInterval> Intervals { get; init; } = [];

    /// <summary>
    /// What was found while the run went on. It stands in metrics.jsonl; what the whole curve says is in the
    /// <see cref="Result"/>.
    /// </summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    /// <summary>
    /// How many lines of metrics.jsonl are missing, because they could not be written
    /// (<see cref="RunMetrics.LostLines"/>); not in run.json.
    /// </summary>
    public long LostLines { get; init; }

    /// <summary>This record as run.json holds it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["version"] = Settings is null ? 1 : FormatVersion,
            ["name"] = Name,
            ["arguments"] = JsonFields.Texts(Arguments),
            ["directory"] = Directory,
            ["settings"] = Settings?.ToJson() ?? JsonFields.Pairs(Texts),
            ["seed"] = Seed,
            ["task"] = Task,
            ["model"] = Model,
            ["optimizer"] = Optimizer,
            ["targetName"] = TargetName,
            ["classes"] = JsonFields.Texts(Classes),
            ["data"] = Data.ToJson(),
            ["environment"] = Environment.ToJson(),
            ["started"] = Started.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        if (Result is not null)
            json["result"] = Result.ToJson();
        return json;
    }

    /// <summary>What a run.json says, without the epochs.</summary>
    /// <exception cref="ModelFileException">It cannot be read, or is none.</exception>
    internal static RunRecord Read(string path) =>
        FromJson(JsonFields.Parse(RegularFile.ReadAll(path, MaxLength), path, MaxDepth));

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

    internal static RunRecord FromJson(JsonFields json)
    {
        long version = json.Whole("version", 1, long.MaxValue);
        if (version > FormatVersion)
            throw json.Wrong(
                "version",
                $"is {version}, and this Surefoot reads up to {FormatVersion}; use a newer Surefoot to read this run"
            );
        return new RunRecord
        {
            Name = json.Text("name"),
            Arguments = json.OptionalTexts("arguments"),
            Directory = json.OptionalText("directory") ?? "",
            Settings = version > 1 ? RunSettings.FromJson(json.Object("settings")) : null,
            Texts = version > 1 ? [] : json.Pairs("settings"),
            Seed = json.Unsigned("seed"),
            Task = json.Text("task"),
            Model = json.Text("model"),
            Optimizer = json.Text("optimizer"),
            TargetName = json.OptionalText("targetName") ?? "",
            Classes = json.OptionalTexts("classes"),
            Data = DataRecord.FromJson(json.Object("data")),
            Environment = RunEnvironment.FromJson(json.Object("environment")),
            Started = json.Moment("started"),
            Result = json.OptionalObject("result") is { } result ? RunResult.FromJson(result) : null,
        };
    }
}
