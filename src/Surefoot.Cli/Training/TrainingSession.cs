using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Cli.Training;

/// <summary>
/// One run from its request to its folder: builds network, loss and optimizer, trains, and leaves the record, the model and the report.
/// </summary>
sealed class TrainingSession : IDisposable
{
    readonly TrainingData data;
    readonly Network<float> network;
    readonly Optimizer<float> optimizer;
    readonly TrainerOptions options;
    readonly RunRecord record;
    readonly RunLock held;
    readonly bool tensorBoard;

    TrainingSession(TrainRequest request, TrainingData data, ResumedRun? resumed)
    {
        (this.data, tensorBoard) = (data, request.TensorBoard);
        ModelDescription model = NetworkSettings.From(request, data.Preprocessing);
        TrainerOptions trainer = TrainerSettings.From(request, data.Training.Count);
        CheckpointOptions checkpoints = TrainerSettings.Checkpoints(request);
        network = NetworkSettings.Build(model, request.Seed);
        // A run that goes on has its weights in its checkpoint.
        if (resumed is null)
            request.Weights?.Load(network);
        optimizer = new Optimizer<float>(request.Optimizer)
        {
            Layout = network.Layout,
            Clipping = request.Clipping,
            Schedule = RunSchedule.For(request, trainer, data.Training.Count),
        };
        long room = SavedModel.RoomFor(network) + checkpoints.RoomFor(network, request.Optimizer, trainer);
        Folder = resumed?.Folder ?? (request.Out is { } path
            ? RunFolder.Create(path, room)
            : RunFolder.CreateNext("runs", model.Kind, request.Optimizer.Name, room));
        held = resumed?.Held ?? Folder.Lock();
        options = trainer with { Checkpoints = checkpoints with { Folder = Folder.CheckpointsPath, Resume = resumed is not null } };
        record = resumed is not null ? resumed.Record with { Result = null } : new RunRecord
        {
            Name = Folder.Name,
            Arguments = request.Arguments,
            Directory = Environment.CurrentDirectory,
            Settings = SettingsInForce.List(request, model, options, DataSettings.From(request).ValidationShare),
            Seed = request.Seed,
            Task = data.Preprocessing.Task == TaskKind.Classification ? "classification" : "regression",
            Model = model.Kind,
            Optimizer = request.Optimizer.Name,
            TargetName = data.Preprocessing.TargetName,
            Classes = data.Preprocessing.Classes,
            Data = DataRecord.Of(data),
            Environment = RunEnvironment.Current,
            Started = options.Clock.GetUtcNow(),
        };
    }

    /// <summary>When this process had done its first step; null before <see cref="Train"/>, and where there was none.</summary>
    public DateTimeOffset? FirstStepDone { get; private set; }

    /// <summary>Where the run is kept.</summary>
    public RunFolder Folder { get; }

    /// <summary>Builds everything and claims the folder, so that nothing is found wrong only after hours of training.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="data">The data.</param>
    /// <param name="resumed">The run that is gone on with; null for a new one.</param>
    public static TrainingSession Prepare(TrainRequest request, TrainingData data, ResumedRun? resumed = null) => new(request, data, resumed);

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
        Folder.Write(record with { Result = result });
        RunRecord finished = Folder.Read();
        RunReport.Write(Folder.ReportPath, finished);
        return finished;
    }

    RunResult Run(RunControl control, IRunObserver? page)
    {
        Trainer<float> trainer = new(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, options);
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
            throw new DataException($"{error.Message} The run is kept as far as it came; once that is mended: {Resume}", error);
        }
    }

    // A run that diverged is left with its best weights, where it had any.
    void Save(RunResult result)
    {
        if (result.Outcome == RunOutcome.Diverged && result.BestEpoch == 0)
            return;
        try
        {
            SavedModel.Save(Folder.ModelPath, network, data.Preprocessing);
        }
        catch (ModelFileException error)
        {
            throw new RunException($"{error.Message} The run is kept as far as its last checkpoint, in {ShownPath.Of(Folder.CheckpointsPath)}; once that is mended: {Resume}", error);
        }
    }

    string Resume => $"surefoot train --resume {ShellWord.Quote(ShownPath.Of(Folder.FullPath))}";

    /// <summary>Gives the folder back: another process may then go on with the run.</summary>
    public void Dispose() => held.Dispose();
}
