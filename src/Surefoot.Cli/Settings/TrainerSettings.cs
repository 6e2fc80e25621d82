using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Cli.Settings;

/// <summary>From the command's options to how a network is trained.</summary>
static class TrainerSettings
{
    /// <summary>
    /// How many epochs, by how many rows there are: a small table needs more rounds, a large one has more steps in
    /// each.
    /// </summary>
    const int FewestEpochs = 10,
        MostEpochs = 40;

    /// <summary>About this many rows are gone through unless --epochs says otherwise.</summary>
    const int RowsInAll = 200_000;

    /// <summary>
    /// A table's run ends by patience, which bears longer swings than that of other data; so many epochs are the most.
    /// </summary>
    const int MostEpochsOfTable = 300,
        PatienceOfTable = 25;

    /// <summary>
    /// Rows times weights that a table's run goes through at most: about a minute on two cores, whatever its shape.
    /// </summary>
    const double WorkOfTable = 4e11;

    // What an epoch, a step, and a row through a weight take, in seconds: measured on one core, docs/performance.md. No
    // result depends on them; the run is told what it may take.
    const double SecondsAnEpoch = 5e-3,
        SecondsAStep = 2e-4,
        SecondsARowAndWeight = 8e-11;

    /// <summary>How often the run is written down; where is not known yet.</summary>
    public static CheckpointOptions Checkpoints(TrainRequest request)
    {
        CheckpointOptions defaults = new("");
        return defaults with
        {
            Every = request.CheckpointEvery ?? defaults.Every,
            Keep = request.Keep ?? defaults.Keep,
        };
    }

    /// <summary>The options for a new run on data, by what its rows are.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="data">The data.</param>
    /// <param name="weights">How many weights a row goes through.</param>
    public static TrainerOptions From(TrainRequest request, TrainingData data, long weights)
    {
        TrainerOptions options = From(request, data.Training.Count);
        if (!IsLong(data) || request.AsVersion1)
            return options;
        double affordable = WorkOfTable / ((double)data.Training.Count * weights);
        return options with
        {
            Epochs = request.Epochs ?? (int)Math.Clamp(affordable, FewestEpochs, MostEpochsOfTable),
            Patience = request.Patience ?? PatienceOfTable,
        };
    }

    /// <summary>
    /// What was chosen for the rows of a table because nothing was said, as a line; null where nothing was.
    /// </summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="options">What was chosen.</param>
    /// <param name="data">The data.</param>
    /// <param name="weights">How many weights the network has.</param>
    public static string? Chosen(TrainRequest request, TrainerOptions options, TrainingData data, long weights)
    {
        if (!IsLong(data) || request.AsVersion1)
            return null;
        string[] chosen =
        [
            .. request.Epochs is null ? [$"at most {options.Epochs} epochs"] : (string[])[],
            // As many epochs as the patience end by themselves.
            .. request.Patience is null && options.Patience < options.Epochs
                ? [$"an end after {options.Patience} epochs in a row without a lower validation loss"]
                : (string[])[],
        ];
        return chosen.Length == 0
            ? null
            : $"Chosen for a table of so many rows: {string.Join(", ", chosen)}. "
                + Budget(options, data.Training.Count, weights, request.Folds);
    }

    /// <summary>The most steps that a run takes, and about how long they last, as a sentence.</summary>
    internal static string Budget(TrainerOptions options, int rows, long weights, int? folds)
    {
        long steps = (rows + (long)options.BatchSize - 1) / options.BatchSize * options.Epochs;
        double seconds =
            (options.Epochs * SecondsAnEpoch)
            + (steps * SecondsAStep)
            + ((double)rows * options.Epochs * weights * SecondsARowAndWeight);
        string each = folds is { } count ? $" in each of {count} folds and then as many at most on all rows" : "";
        return $"That is at most {steps:#,0} steps{each}, about {Rounded(seconds * ((folds ?? 0) + 1))} on one core.";
    }

    static string Rounded(double seconds) =>
        seconds < 1.5 ? "a second"
        : seconds < 90 ? $"{seconds:0} seconds"
        : $"{seconds / 60:0} minutes";

    // Rows of a table, and windows that hold the target's past, are trained until it no longer helps. A table of one
    // text is learnt as lines of text are.
    static bool IsLong(TrainingData data) =>
        (data.Preprocessing is TablePreprocessing && !TextSettings.IsText(data.Preprocessing))
        || data.Preprocessing is WindowPreprocessing { Past: not null };

    /// <summary>The trainer's options; what was not said is chosen by the number of training rows.</summary>
    public static TrainerOptions From(TrainRequest request, int trainingRows)
    {
        TrainerOptions defaults = new();
        int batchSize = request.BatchSize ?? (trainingRows < 10_000 ? 32 : 64);
        if (request.Shards > batchSize)
            throw new UsageException(
                $"--shards is {request.Shards}, and a batch has {batchSize} rows; there must be at least one for each. "
                    + "Give fewer shards, or a larger --batch-size."
            );
        return defaults with
        {
            Epochs = request.Epochs ?? Math.Clamp(RowsInAll / Math.Max(trainingRows, 1), FewestEpochs, MostEpochs),
            BatchSize = batchSize,
            Patience = request.Patience ?? 8,
            Seed = request.Seed,
            ShuffleWindow = request.ShuffleWindow ?? 0,
            Threads = request.Threads ?? defaults.Threads,
            AccumulatedBatches = request.Accumulate ?? 1,
            // One shard is no shards.
            Shards = request.Shards is > 1 and var shards ? shards : 0,
            AverageDecay = request.Average ?? 0,
            Plateau = request.Schedule?.Plateau,
            // A run that acts by itself does not stop where it can go back.
            NonFinite = request is { React: true, NonFinite: NonFiniteHandling.Stop }
                ? NonFiniteHandling.RollBack
                : request.NonFinite,
            React = request.React,
            Threshold = request.Threshold,
        };
    }
}
