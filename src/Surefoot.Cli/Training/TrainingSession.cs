using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Training;

/// <summary>
/// One run from its request to its folder: builds network, loss and optimizer, trains, and leaves the record, the model and the report.
/// </summary>
sealed class TrainingSession
{
    readonly TrainingData data;
    readonly Network<float> network;
    readonly Optimizer<float> optimizer;
    readonly TrainerOptions options;
    readonly RunRecord record;

    TrainingSession(TrainRequest request, TrainingData data, ModelDescription model)
    {
        this.data = data;
        options = TrainerSettings.From(request, data.Training.Count);
        network = NetworkSettings.Build(model, request.Seed);
        optimizer = new Optimizer<float>(request.Optimizer)
        {
            Layout = network.Layout,
            Clipping = request.Clipping,
            Schedule = RunSchedule.For(request, options, data.Training.Count),
        };
        long room = SavedModel.RoomFor(network);
        Folder = request.Out is { } path
            ? RunFolder.Create(path, room)
            : RunFolder.CreateNext("runs", model.Kind, request.Optimizer.Name, room);
        record = new RunRecord
        {
            Name = Folder.Name,
            Arguments = request.Arguments,
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

    /// <summary>When the first step was done; null before <see cref="Train"/>, and where there was none.</summary>
    public DateTimeOffset? FirstStepDone { get; private set; }

    /// <summary>Where the run is kept.</summary>
    public RunFolder Folder { get; }

    /// <summary>Builds everything and claims the folder, so that nothing is found wrong only after hours of training.</summary>
    public static TrainingSession Prepare(TrainRequest request, TrainingData data) =>
        new(request, data, NetworkSettings.From(request, data.Preprocessing));

    /// <summary>Trains, and leaves the record, the model and the report in the folder.</summary>
    public RunRecord Train(CancellationToken cancel)
    {
        Folder.Write(record);
        Trainer<float> trainer = new(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, options);
        RunResult result = trainer.Train(data, [Folder.Metrics, ProgressLine.ForConsole()], cancel);
        FirstStepDone = result.FirstStepDone;
        // A run that diverged is left with its best weights, where it had any.
        if (result.Outcome != RunOutcome.Diverged || result.BestEpoch > 0)
            SavedModel.Save(Folder.ModelPath, network, data.Preprocessing);
        Folder.Write(record with { Result = result });
        RunRecord finished = Folder.Read();
        RunReport.Write(Folder.ReportPath, finished);
        return finished;
    }
}
