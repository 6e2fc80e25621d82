using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Training.Data;
using Surefoot.Training.Runs.Sharing;

namespace Surefoot.Training.Runs;

/// <content>What is otherwise where batches are cut into shards, and where several processes share them.</content>
public sealed partial class Trainer<T>
{
    // All processes have met the same refusal.
    bool endsTogether;

    int Rank => options.Group?.Rank ?? 0;

    bool IsShared => options.Group is { Size: > 1 };

    static TrainerOptions WithShards(TrainerOptions options)
    {
        int processes = options.Group?.Size ?? 1;
        // The number is kept with the run, so that others may go on with it.
        if (options.Shards == 0 && processes > 1)
            options = options with { Shards = processes };
        if (options.ShardCount < processes)
            throw new ArgumentException(
                $"{nameof(TrainerOptions.Shards)} is {options.ShardCount}, and {processes} processes are to share "
                    + "them; there must be at least one for each.",
                nameof(options)
            );
        if (options.ShardCount > options.BatchSize)
            throw new ArgumentException(
                $"{nameof(TrainerOptions.Shards)} is {options.ShardCount}, and a batch has {options.BatchSize} rows; "
                    + "there must be at least one for each.",
                nameof(options)
            );
        if (processes > 1 && options.NonFinite == NonFiniteHandling.RollBack)
            throw new ArgumentException(
                $"A run of several processes does not roll back; set {nameof(TrainerOptions.NonFinite)} to "
                    + $"{nameof(NonFiniteHandling.Stop)} or {nameof(NonFiniteHandling.Skip)}.",
                nameof(options)
            );
        return options;
    }

    /// <summary>One batch by shards, and one step of the optimizer.</summary>
    double Step(TrainingRun<T> run, ShardedStep<T> shards, RunControl control)
    {
        double value = shards.Compute(
            run.Batches,
            run.Step,
            run.BatchWeight,
            accumulate: run.Accumulated > 1,
            stops: control.IsStopping
        );
        run.Divergence.Batch(value, run.Step + 1);
        if (double.IsFinite(value))
            run.Watcher.Batch(value);
        if (run.Steps)
            Move(run);
        return value;
    }

    /// <summary>What ends an evaluation; nothing where other processes wait for the next step.</summary>
    CancellationToken Stops(RunControl control) => IsShared ? CancellationToken.None : control.Stopping;

    // Between two steps all processes know of the same wish to stop.
    void StopTogether(RunControl control)
    {
        if (!IsShared || sharded is not { Stops: true })
            return;
        control.Stop();
        control.Stopping.ThrowIfCancellationRequested();
    }

    // What a process meets alone, the others would wait for it for ever.
    bool LeavesAlone()
    {
        if (IsShared && !endsTogether && sharded is not { Failed: true })
            options.Group!.Abort();
        return false;
    }

    /// <summary>Refuses to begin where the processes would not train the same run.</summary>
    void RefuseOthers(TrainingData data)
    {
        if (!IsShared)
            return;
        RefuseOther("version of Surefoot", RunEnvironment.Current.Surefoot);
        RefuseOther("data", $"{data.Fingerprint} {data.Training.Count} {data.Validation.Count}");
        RefuseOther("settings", With(options with { Threads = 1 }).SettingsOn(data).ToJson().ToJsonString());
        RefuseOther("starting weights", SHA256.HashData(MemoryMarshal.AsBytes(network.Parameters)));
    }

    /// <summary>The same once they have gone on from a checkpoint, which all of them must see.</summary>
    void RefuseOthers(TrainingRun<T> run)
    {
        if (IsShared)
            RefuseOther("checkpoint", $"{run.Step} {run.EpochsDone}");
    }

    void RefuseOther(string what, string value) => RefuseOther(what, SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    void RefuseOther(string what, byte[] own)
    {
        IProcessGroup group = options.Group!;
        var all = new byte[group.Size * own.Length];
        group.Gather(own, all);
        for (int rank = 1; rank < group.Size; rank++)
        {
            if (all.AsSpan(rank * own.Length, own.Length).SequenceEqual(all.AsSpan(0, own.Length)))
                continue;
            endsTogether = true;
            throw new RunException(
                $"The processes of a run begin alike, and the {what} of process {rank} of {group.Size} differs from "
                    + "that of process 0. Give all of them the same version, data, settings, weights and checkpoints."
            );
        }
    }
}
