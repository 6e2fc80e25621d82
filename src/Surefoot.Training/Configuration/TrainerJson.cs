using System.Text.Json.Nodes;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Configuration;

/// <summary>
/// How a network is trained, as run.json holds it: all options but the clock, and but the folder for checkpoints, which
/// is the run's.
/// </summary>
static class TrainerJson
{
    /// <summary>The options as JSON.</summary>
    public static JsonObject Write(TrainerOptions options)
    {
        var json = new JsonObject
        {
            ["epochs"] = options.Epochs,
            ["batchSize"] = options.BatchSize,
            ["seed"] = options.Seed,
            ["shuffleWindow"] = options.ShuffleWindow,
            ["patience"] = options.Patience,
            ["keepBest"] = options.KeepBest,
            ["accumulatedBatches"] = options.AccumulatedBatches,
            ["averageDecay"] = options.AverageDecay,
            ["notFinite"] = options.NotFinite.ToString(),
            ["react"] = options.React,
            ["threads"] = options.Threads,
        };
        if (options.Plateau is { } plateau)
            json["plateau"] = new JsonObject { ["factor"] = plateau.Factor, ["patience"] = plateau.Patience };
        if (options.Checkpoints is { } checkpoints)
            json["checkpoints"] = new JsonObject { ["every"] = checkpoints.Every, ["keep"] = checkpoints.Keep };
        return json;
    }

    /// <summary>The options of a file.</summary>
    public static TrainerOptions Read(JsonFields json) =>
        new()
        {
            Epochs = Whole(json, "epochs"),
            BatchSize = Whole(json, "batchSize"),
            Seed = json.Unsigned("seed"),
            ShuffleWindow = Whole(json, "shuffleWindow"),
            Patience = Whole(json, "patience"),
            KeepBest = json.Flag("keepBest"),
            AccumulatedBatches = Whole(json, "accumulatedBatches"),
            AverageDecay = json.Number("averageDecay"),
            NotFinite = json.Choice<NotFinite>("notFinite"),
            React = json.Flag("react"),
            Threads = Whole(json, "threads"),
            Plateau = json.OptionalObject("plateau") is { } plateau ? Plateau(plateau) : null,
            Checkpoints = json.OptionalObject("checkpoints") is { } saves
                ? new CheckpointOptions("") { Every = Whole(saves, "every"), Keep = Whole(saves, "keep") }
                : null,
        };

    static PlateauOptions Plateau(JsonFields json)
    {
        var plateau = new PlateauOptions(json.Number("factor"), Whole(json, "patience"));
        // Its values are checked where it begins.
        plateau.Start();
        return plateau;
    }

    static int Whole(JsonFields json, string name) => (int)json.Whole(name, 0, int.MaxValue);
}
