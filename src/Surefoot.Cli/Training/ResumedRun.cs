using Surefoot.Cli.Arguments;
using Surefoot.Cli.Results;
using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Training;

/// <summary>
/// A run that is to go on: what it was asked for at its start, from run.json, and the folder, which is this process's
/// meanwhile.
/// </summary>
sealed class ResumedRun : IDisposable
{
    ResumedRun(RunFolder folder, RunLock held, RunRecord record, TrainRequest request) =>
        (Folder, Held, Record, Request) = (folder, held, record, request);

    /// <summary>Its folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The lock on it; whoever trains the run may give it back before this is disposed.</summary>
    public RunLock Held { get; }

    /// <summary>What run.json says of it.</summary>
    public RunRecord Record { get; }

    /// <summary>What it was asked for, with what may be another at a resume.</summary>
    public TrainRequest Request { get; }

    /// <summary>Whether it went all the way, so that nothing is left to do.</summary>
    public bool IsFinished =>
        Record.Result?.Outcome is RunOutcome.Completed or RunOutcome.StoppedEarly && File.Exists(Folder.ModelPath);

    /// <summary>Opens a run.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="now">What this command says; of it count DATA, --test, --threads and --json.</param>
    /// <exception cref="RunException">There is no run, or another process has it.</exception>
    /// <exception cref="UsageException">The run cannot go on.</exception>
    public static ResumedRun Open(string path, TrainRequest now)
    {
        RunFolder folder = RunFolder.Open(path);
        RunLock taken = folder.Lock();
        try
        {
            RunRecord record = folder.Read();
            TrainRequest request = record.Settings is { } settings
                ? FromValues(path, record, settings)
                : OfVersion1(path, record);
            if (record.Result is { Outcome: RunOutcome.Diverged } diverged)
                throw new UsageException(
                    $"{path} diverged at step {diverged.DivergedAtStep}, and would again. "
                        + $"{Another(request, record, path)}"
                );
            return new ResumedRun(
                folder,
                taken,
                record,
                request with
                {
                    DataPath = now.DataPath ?? Found(request.DataPath, record.Directory),
                    TestPath = now.TestPath ?? Found(request.TestPath, record.Directory),
                    Threads = now.Threads ?? request.Threads,
                    Json = now.Json,
                }
            );
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    // What run.json holds counts; the words of the command line are only shown again.
    static TrainRequest FromValues(string path, RunRecord record, RunSettings settings)
    {
        if (settings.Data is not { } data)
            throw new UsageException(
                $"{path} holds a run whose rows a program made, so they cannot be read here. Resume it with "
                    + "that program."
            );
        try
        {
            settings.BuildData(registry: null);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new UsageException(
                $"{path} cannot be gone on with here: {error.Message.TrimEnd('.')}. Resume it with the "
                    + "program that made it."
            );
        }

        if (settings.FindOptimizer() is not { } optimizer)
            throw new UsageException(
                $"{path} holds a run whose optimizer, {settings.OptimizerName}, is a program's own. Resume it "
                    + "with that program."
            );
        return new TrainRequest
        {
            Arguments = record.Arguments,
            Optimizer = optimizer,
            Recorded = settings,
            DataPath = settings.DataPath,
            TestPath = data.TestPath,
            TestShare = data.TestShare > 0 ? data.TestShare : null,
            TensorBoard = settings.TensorBoard,
            Importance = settings.Importance == true,
            Seed = settings.Trainer.Seed,
        };
    }

    static TrainRequest OfVersion1(string path, RunRecord record) =>
        record.Arguments is ["train", ..]
            ? TrainArguments.Read(record.Arguments) with
            {
                AsVersion1 = true,
            }
            : throw new UsageException(
                $"{path} holds a run that `surefoot train` did not start, and its run.json is of version 1, "
                    + "so its settings are not known here. Resume it with the program that made it."
            );

    static string Another(TrainRequest request, RunRecord record, string path) =>
        record.Arguments.Count > 0
            ? $"Start another run: {NextStep.After(request, record, path)}"
            : "Start another run with the program that made it, at a lower learning rate.";

    /// <summary>
    /// Refuses data other than those that the run was started on, and warns of a machine other than its first.
    /// </summary>
    /// <exception cref="UsageException">The data are others.</exception>
    public void Check(TrainingData data)
    {
        if (data.Fingerprint != Record.Data.Fingerprint)
        {
            throw new UsageException(
                $"The data are not those that {ShownPath.Of(Folder.FullPath)} was started on: their SHA-256 "
                    + $"is {data.Fingerprint}, and it was {Record.Data.Fingerprint}. "
                    + "If they lie elsewhere now, name them: surefoot train DATA --resume "
                    + $"{ShownPath.Of(Folder.FullPath)}"
            );
        }
        RunEnvironment before = Record.Environment,
            here = RunEnvironment.Current;
        if (
            (before.Processor, before.VectorBits, before.Surefoot, before.Runtime)
            != (here.Processor, here.VectorBits, here.Surefoot, here.Runtime)
        )
            Messages.Note(
                $"This is not the machine or the version that the run was started on ({before.Processor}, "
                    + $"{before.VectorBits}-bit vectors, {before.Runtime}, Surefoot {before.Surefoot}; here "
                    + $"{here.Processor}, {here.VectorBits}-bit vectors, {here.Runtime}, Surefoot {here.Surefoot}); "
                    + "its result may differ in the last digits."
            );
    }

    public void Dispose() => Held.Dispose();

    // A relative path is meant from where the run was started.
    static string? Found(string? path, string directory) =>
        path is null or DataLoader.Digits ? path : Path.Combine(directory, path);
}
