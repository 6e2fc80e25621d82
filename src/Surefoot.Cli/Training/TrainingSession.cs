using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Runs.Folds;

namespace Surefoot.Cli.Training;

/// <summary>
/// One run from its request to its folder: builds network, loss and optimizer, trains, and leaves the record, the model
/// and the report.
/// </summary>
sealed class TrainingSession : IDisposable
{
    readonly TrainingData data;
    readonly Network<float> network;
    readonly Optimizer<float> optimizer;
    readonly Loss<float> loss;
    readonly IReadOnlyList<Metric> metrics;
    TrainerOptions options;
    RunRecord record;
    readonly RunLock held;
    readonly bool tensorBoard,
        importance;

    TrainingSession(TrainRequest request, TrainingData data, ResumedRun? resumed)
    {
        (this.data, tensorBoard, importance) = (data, request.TensorBoard, request.Importance);
        TrainerOptions trainer;
        string model;
        (network, optimizer, loss, metrics, trainer, model) = request.Recorded is { } recorded
            ? Again(recorded, request, resumed is { Record.Arguments.Count: > 0 })
            : Anew(request, data, loads: resumed is null);
        CheckpointOptions checkpoints = trainer.Checkpoints!;
        long room = SavedModel.RoomFor(network) + checkpoints.RoomFor(network, optimizer.Options, trainer);
        Folder =
            resumed?.Folder
            ?? (
                request.Out is { } path
                    ? RunFolder.Create(path, room)
                    : RunFolder.CreateNext("runs", model, request.Optimizer.Name, room)
            );
        held = resumed?.Held ?? Folder.Lock();
        options = trainer with
        {
            Checkpoints = checkpoints with { Folder = Folder.CheckpointsPath, Resume = resumed is not null },
        };
        record = resumed is not null
            ? resumed.Record with
            {
                Result = null,
            }
            : RunRecord.Begin(Folder, Settings(request), data, options.Clock.GetUtcNow()) with
            {
                Arguments = request.Arguments,
                Model = model,
            };
    }

    RunSettings Settings(TrainRequest request) =>
        RunSettings.Of(network, loss, optimizer, options, metrics, data) with
        {
            Weights = request.Weights?.Path,
            TensorBoard = request.TensorBoard,
            Importance = request.Importance ? true : null,
        };

    // What the words of a command line ask for. A run that goes on has its weights in its checkpoint.
    internal static Parts Anew(TrainRequest request, TrainingData data, bool loads, TrainerOptions? given = null)
    {
        ModelDescription model = NetworkSettings.From(request, data.Preprocessing);
        Network<float> built = NetworkSettings.Build(model, request.Seed);
        TrainerOptions trainer = given ?? TrainerSettings.From(request, data, Touched(built, data.Preprocessing));
        if (trainer.Threshold is not null)
            LossSettings.RefuseThreshold(data.Preprocessing);
        if (request.Importance)
            RunImportance.Refuse(data.Preprocessing);
        if (loads)
            request.Weights?.Load(built);
        if (loads && TrainerSettings.Chosen(request, trainer, data, Touched(built, data.Preprocessing)) is { } chosen)
            Messages.Note(chosen);
        OptimizerOptions rule = TextSettings.Optimizer(request, data.Preprocessing);
        if (loads)
            TextSettings.Say(request, rule);
        Optimizer<float> moves = new(rule)
        {
            Layout = built.Layout,
            Clipping = request.Clipping,
            Schedule = RunSchedule.For(request, trainer, data.Training.Count),
        };
        return new(
            built,
            moves,
            LossSettings.From(request, data),
            [],
            trainer with
            {
                Checkpoints = TrainerSettings.Checkpoints(request),
            },
            model.Kind
        );
    }

    // How many weights a row goes through: of a table of words those of its own words.
    static long Touched(Network<float> network, Preprocessing data) =>
        network.ParameterCount
        - network.Tables.Sum(table => (long)table.Rows * table.Width)
        + data.Bags.Sum(bag => (long)bag.Places * MlpModel.BagWidth);

    // What run.json holds.
    static Parts Again(RunSettings settings, TrainRequest request, bool ofCommand)
    {
        try
        {
            Network<float> built = ofCommand ? settings.BuildCommandNetwork() : settings.BuildNetwork(registry: null);
            TrainerOptions trainer = settings.Trainer with
            {
                Threads = request.Threads ?? settings.Trainer.Threads,
                Checkpoints = settings.Trainer.Checkpoints ?? new CheckpointOptions(""),
            };
            return new(
                built,
                settings.BuildOptimizer(built, registry: null),
                settings.BuildLoss(registry: null),
                settings.BuildMetrics(registry: null),
                trainer,
                ""
            );
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new UsageException(
                $"The run cannot be gone on with here: {error.Message.TrimEnd('.')}. Resume it with the "
                    + "program that made it."
            );
        }
    }

    /// <summary>What a run is made of.</summary>
    internal sealed record Parts(
        Network<float> Network,
        Optimizer<float> Optimizer,
        Loss<float> Loss,
        IReadOnlyList<Metric> Metrics,
        TrainerOptions Trainer,
        string Model
    );

    /// <summary>
    /// When this process had done its first step; null before <see cref="Train"/>, and where there was none.
    /// </summary>
    public DateTimeOffset? FirstStepDone { get; private set; }

    /// <summary>Where the run is kept.</summary>
    public RunFolder Folder { get; }

    /// <summary>
    /// Builds everything and claims the folder, so that nothing is found wrong only after hours of training.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="data">The data.</param>
    /// <param name="resumed">The run that is gone on with; null for a new one.</param>
    public static TrainingSession Prepare(TrainRequest request, TrainingData data, ResumedRun? resumed = null) =>
        new(request, data, resumed);

    /// <summary>
    /// Trains the folds that are not in the folder yet; the run of all rows then has the epochs that they say.
    /// </summary>
    /// <param name="words">What the command line asked for.</param>
    /// <param name="reading">How the data is read.</param>
    /// <param name="control">What may act on the run.</param>
    /// <returns>Whether all folds are trained; not where the run was told to stop.</returns>
    /// <exception cref="RunException">A fold diverged.</exception>
    public bool TrainFolds(TrainRequest words, DataOptions reading, RunControl control)
    {
        Folder.Write(record);
        using ControlPoller poller = new(Folder, held, control);
        FoldsTraining training = new(words, reading, options, Folder);
        if (training.Run(control) is not { } folds)
            return false;
        options = CrossValidation.OfAllRows(options, folds);
        record = record with { Settings = record.Settings! with { Trainer = options } };
        return true;
    }

    /// <summary>Trains, and leaves the record, the model and the report in the folder.</summary>
    /// <param name="control">What may act on the run; requests left in its folder act on it too.</param>
    /// <param name="page">The observer of the page, where the run has one.</param>
    public RunRecord Train(RunControl control, IRunObserver? page = null)
    {
        Folder.Write(record);
        using ControlPoller poller = new(Folder, held, control);
        RunResult result = Run(control, page);
        FirstStepDone = result.FirstStepDone;
        Save(result);
        if (importance)
            result = result with { Importance = RunImportance.Of(Model(result), data.Validation, result, options) };
        Folder.Write(record with { Result = result });
        RunRecord finished = Folder.Read();
        RunReport.Write(Folder.ReportPath, finished);
        return finished;
    }

    RunResult Run(RunControl control, IRunObserver? page)
    {
        Trainer<float> trainer = new(network, loss, optimizer, options) { Metrics = metrics };
        try
        {
            using RunMeter meter = new();
            List<IRunObserver> observers = [Folder.Metrics, ProgressLine.ForConsole(), meter];
            if (tensorBoard)
                observers.Add(new TensorBoardFile(Folder.FullPath, options.Clock));
            if (page is not null)
                observers.Add(page);
            return trainer.Train(data, observers, control);
        }
        catch (DataException error)
        {
            throw new DataException(
                $"{error.Message} The run is kept as far as it came; once that is mended: {Resume}",
                error
            );
        }
    }

    // A run that diverged is left with its best weights, where it had any.
    void Save(RunResult result)
    {
        if (result.Outcome == RunOutcome.Diverged && result.BestEpoch == 0)
            return;
        try
        {
            Model(result).Save(Folder.ModelPath);
        }
        catch (ModelFileException error)
        {
            throw new RunException(
                $"{error.Message} The run is kept as far as its last checkpoint, in "
                    + $"{ShownPath.Of(Folder.CheckpointsPath)}; once that is mended: {Resume}",
                error
            );
        }
    }

    SavedModel Model(RunResult result) =>
        new(network, data.Preprocessing, loss)
        {
            Metrics = metrics,
            TrainingClasses = data.KnowsClasses ? data.TrainingClasses : null,
            Threshold = result.Threshold,
        };

    string Resume => $"surefoot train --resume {ShellWord.Quote(ShownPath.Of(Folder.FullPath))}";

    /// <summary>Gives the folder back: another process may then go on with the run.</summary>
    public void Dispose() => held.Dispose();
}
