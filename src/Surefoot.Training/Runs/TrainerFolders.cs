using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Runs;

/// <summary>
/// Runs of a program that are kept in a folder, as those of the command are: the record with every setting, the epochs,
/// the checkpoints and the model. The command and the page show them like their own, and they can be gone on with.
/// </summary>
public static class Trainer
{
    /// <summary>
    /// Trains in a folder: writes run.json, metrics.jsonl, checkpoints/ and, at the end, model.safetensors. Requests
    /// left in the folder act on the run.
    /// </summary>
    /// <param name="trainer">
    /// The trainer. Where it has no <see cref="TrainerOptions.Checkpoints"/>, checkpoints are written every 1,000
    /// steps; they lie in the folder in any case.
    /// </param>
    /// <param name="data">The rows.</param>
    /// <param name="folder">
    /// A folder that was made for this run, by <see cref="RunFolder.Create"/> or <see cref="RunFolder.CreateNext"/>.
    /// </param>
    /// <param name="observers">Who is told what happens beside the folder; no one unless given.</param>
    /// <param name="control">What may act on the run.</param>
    /// <param name="cancel">Ends the run after the step in hand, with a checkpoint.</param>
    /// <returns>How it ended and what was reached.</returns>
    /// <exception cref="ArgumentException">
    /// There is nothing to train on, or network and data do not fit together.
    /// </exception>
    /// <exception cref="RunException">
    /// The folder holds a run already, another process has it, or the run cannot be trained; see
    /// <see cref="Trainer{T}.Train(TrainingData, IEnumerable{IRunObserver}, CancellationToken)"/>.
    /// </exception>
    /// <exception cref="ModelFileException">A file cannot be written.</exception>
    /// <exception cref="DataException">A row cannot be read.</exception>
    /// <example>
    /// <code>
    /// RunFolder folder = RunFolder.CreateNext("runs", "mlp", "rmsprop");
    /// RunResult result = trainer.Train(data, folder);
    /// </code>
    /// </example>
    public static RunResult Train(
        this Trainer<float> trainer,
        TrainingData data,
        RunFolder folder,
        IEnumerable<IRunObserver>? observers = null,
        RunControl? control = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(folder);
        RefuseSeveral(trainer);
        using RunLock held = folder.Lock();
        if (File.Exists(folder.RecordPath))
            throw new RunException(
                $"{folder.FullPath} holds a run already; go on with it by Trainer.Resume, or make another folder."
            );
        Trainer<float> kept = Kept(trainer, folder, resume: false);
        RunRecord record = RunRecord.Begin(folder, kept.SettingsOn(data), data, kept.Options.Clock.GetUtcNow());
        return Run(kept, data, folder, held, record, observers, control, cancel);
    }

    /// <summary>
    /// Goes on with a run from its newest whole checkpoint, built again from its settings in run.json. The result is
    /// the same byte for byte as that of the run that was never stopped. A run that has finished is left as it is.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="data">
    /// The rows that it was started on; unless given they are read again as they were, where they were read from files.
    /// </param>
    /// <param name="registry">Kinds of layers, losses, optimizers and the like of one's own; null for none.</param>
    /// <param name="threads">
    /// Threads that compute, which change no result; as many as at the start unless given.
    /// </param>
    /// <param name="observers">Who is told what happens beside the folder; no one unless given.</param>
    /// <param name="control">What may act on the run.</param>
    /// <param name="cancel">Ends the run after the step in hand, with a checkpoint.</param>
    /// <returns>How it ended and what was reached; the model is in the folder.</returns>
    /// <exception cref="RunException">
    /// The run diverged, its settings are not known (run.json is of version 1), a kind is not known, the data are
    /// others, another process has the folder, or the checkpoints do not fit.
    /// </exception>
    /// <exception cref="ModelFileException">A file cannot be read or written.</exception>
    /// <exception cref="DataException">The data cannot be read.</exception>
    public static RunResult Resume(
        RunFolder folder,
        TrainingData? data = null,
        ModelRegistry? registry = null,
        int? threads = null,
        IEnumerable<IRunObserver>? observers = null,
        RunControl? control = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        using RunLock held = folder.Lock();
        RunRecord record = folder.Read();
        if (IsFinished(folder, record))
            return record.Result!;
        RunSettings settings =
            record.Settings
            ?? throw new RunException(
                $"{folder.RecordPath} is of version 1, which has no settings as values; build the trainer as "
                    + "it was and call its Resume, or use the command that made it."
            );
        try
        {
            data ??= Read(record, settings, registry);
            var network = settings.BuildNetwork(registry);
            var trainer = new Trainer<float>(
                network,
                settings.BuildLoss(registry),
                settings.BuildOptimizer(network, registry),
                settings.Trainer with
                {
                    Threads = threads ?? settings.Trainer.Threads,
                    Checkpoints = In(folder, settings.Trainer.Checkpoints, resume: true),
                }
            )
            {
                Metrics = settings.BuildMetrics(registry),
            };
            CheckData(folder, record, data);
            return Run(trainer, data, folder, held, record with { Result = null }, observers, control, cancel);
        }
        catch (FormatException e)
        {
            throw new RunException($"{folder.RecordPath} cannot be gone on with: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>
    /// The same with a trainer that the program builds, as it did at the start: for layers, optimizers and losses that
    /// no registry knows.
    /// </summary>
    /// <param name="trainer">
    /// The trainer. Its settings must be those of run.json, but for the number of threads; the weights are those of the
    /// checkpoint.
    /// </param>
    /// <param name="data">The rows that the run was started on.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="observers">Who is told what happens beside the folder; no one unless given.</param>
    /// <param name="control">What may act on the run.</param>
    /// <param name="cancel">Ends the run after the step in hand, with a checkpoint.</param>
    /// <returns>How it ended and what was reached.</returns>
    /// <exception cref="RunException">
    /// As for the other form; or a setting is another than at the start, and the message names it with both values.
    /// </exception>
    /// <exception cref="ModelFileException">A file cannot be read or written.</exception>
    /// <exception cref="DataException">A row cannot be read.</exception>
    public static RunResult Resume(
        this Trainer<float> trainer,
        TrainingData data,
        RunFolder folder,
        IEnumerable<IRunObserver>? observers = null,
        RunControl? control = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(folder);
        RefuseSeveral(trainer);
        using RunLock held = folder.Lock();
        RunRecord record = folder.Read();
        if (IsFinished(folder, record))
            return record.Result!;
        Trainer<float> kept = Kept(trainer, folder, resume: true);
        CheckData(folder, record, data);
        if (record.Settings?.FirstDifference(kept.SettingsOn(data)) is var (name, written, now))
            throw new RunException(
                $"A run goes on as it was started: {name} is {written} in {folder.RecordPath}, and {now} in "
                    + "the program."
            );
        return Run(kept, data, folder, held, record with { Result = null }, observers, control, cancel);
    }

    static void RefuseSeveral(Trainer<float> trainer)
    {
        if (trainer.Options.Group is { Size: > 1 } group)
            throw new RunException(
                $"A run of {group.Size} processes is not kept in a run folder. Train with "
                    + $"{nameof(TrainerOptions.Checkpoints)} and save the model in the first process."
            );
    }

    static Trainer<float> Kept(Trainer<float> trainer, RunFolder folder, bool resume) =>
        trainer.With(trainer.Options with { Checkpoints = In(folder, trainer.Options.Checkpoints, resume) });

    static CheckpointOptions In(RunFolder folder, CheckpointOptions? options, bool resume) =>
        (options ?? new CheckpointOptions("")) with
        {
            Folder = folder.CheckpointsPath,
            Resume = resume,
        };

    static bool IsFinished(RunFolder folder, RunRecord record) =>
        record.Result switch
        {
            { Outcome: RunOutcome.Diverged } diverged => throw new RunException(
                $"{folder.FullPath} diverged at step {diverged.DivergedAtStep}, and would again. Start "
                    + "another run, at a lower learning rate."
            ),
            { Outcome: RunOutcome.Completed or RunOutcome.StoppedEarly } => File.Exists(folder.ModelPath),
            _ => false,
        };

    static TrainingData Read(RunRecord record, RunSettings settings, ModelRegistry? registry)
    {
        if (settings.BuildData(registry) is not { } options)
            throw new RunException("The rows of this run were made by a program; give them to Trainer.Resume again.");
        return DataLoader.Load(Found(settings.DataPath), options with { TestPath = Found(options.TestPath) });

        string? Found(string? path) => path is null or DataLoader.Digits ? path : Path.Combine(record.Directory, path);
    }

    static void CheckData(RunFolder folder, RunRecord record, TrainingData data)
    {
        if (data.Fingerprint != record.Data.Fingerprint)
            throw new RunException(
                $"The data are not those that {folder.FullPath} was started on: their SHA-256 is "
                    + $"{data.Fingerprint}, and it was {record.Data.Fingerprint}."
            );
    }

    static RunResult Run(
        Trainer<float> trainer,
        TrainingData data,
        RunFolder folder,
        RunLock held,
        RunRecord record,
        IEnumerable<IRunObserver>? observers,
        RunControl? control,
        CancellationToken cancel
    )
    {
        control ??= new RunControl();
        folder.Write(record);
        using var poller = new ControlPoller(folder, held, control);
        RunResult result = trainer.Train(data, [folder.Metrics, .. observers ?? []], control, cancel);
        // A run that diverged before its first epoch had ended has no weights worth keeping.
        if (result.Outcome != RunOutcome.Diverged || result.BestEpoch > 0)
            new SavedModel(trainer.Network, data.Preprocessing, trainer.Loss)
            {
                Metrics = trainer.Metrics,
                TrainingClasses = data.KnowsClasses ? data.TrainingClasses : null,
                Threshold = result.Threshold,
            }.Save(folder.ModelPath);
        folder.Write(record with { Result = result });
        return result;
    }
}
