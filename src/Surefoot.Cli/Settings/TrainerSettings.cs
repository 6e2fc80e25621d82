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

    /// <summary>The trainer's options; what was not said is chosen by the number of training rows.</summary>
    public static TrainerOptions From(TrainRequest request, int trainingRows)
    {
        TrainerOptions defaults = new();
        return defaults with
        {
            Epochs = request.Epochs ?? Math.Clamp(RowsInAll / Math.Max(trainingRows, 1), FewestEpochs, MostEpochs),
            BatchSize = request.BatchSize ?? (trainingRows < 10_000 ? 32 : 64),
            Patience = request.Patience ?? 8,
            Seed = request.Seed,
            ShuffleWindow = request.ShuffleWindow ?? 0,
            Threads = request.Threads ?? defaults.Threads,
            AccumulatedBatches = request.Accumulate ?? 1,
            AverageDecay = request.Average ?? 0,
            Plateau = request.Schedule?.Plateau,
            // A run that acts by itself does not stop where it can go back.
            NonFinite = request is { React: true, NonFinite: NonFiniteHandling.Stop }
                ? NonFiniteHandling.RollBack
                : request.NonFinite,
            React = request.React,
        };
    }
}
