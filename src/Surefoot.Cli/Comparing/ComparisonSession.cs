using Surefoot.Cli.Settings;
using Surefoot.Lab.Reports;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Comparing;

/// <summary>One comparison from its request to its folder.</summary>
sealed class ComparisonSession
{
    readonly CompareRequest request;
    readonly TrainingData data;
    readonly ComparisonOptions options;
    readonly ComparisonRecord record;
    readonly ModelDescription model;

    ComparisonSession(CompareRequest request, TrainingData data)
    {
        (this.request, this.data) = (request, data);
        TrainRequest train = request.Train;
        model = NetworkSettings.From(train, data.Preprocessing);
        TrainerOptions training = TrainerSettings.From(train, data.Training.Count);
        options = new ComparisonOptions
        {
            Training = training,
            Seeds = [.. Enumerable.Range(0, request.Seeds).Select(i => unchecked(train.Seed + (ulong)i))],
            SearchSeed = unchecked(train.Seed + (ulong)request.Seeds),
            Trials = request.Trials,
            TrialEpochs = request.TrialEpochs ?? Math.Max(1, training.Epochs / 2),
            Target = Target(request, data.Preprocessing.Task),
            Schedule = epochs => RunSchedule.For(train, training with { Epochs = epochs }, data.Training.Count),
            Clipping = train.Clipping,
        };
        NetworkSettings.Build(model, train.Seed);
        options.Schedule(options.TrialEpochs);
        Folder = train.Out is { } path ? ComparisonFolder.Create(path) : ComparisonFolder.CreateNext("runs");
        record = new ComparisonRecord
        {
            Name = Folder.Name,
            Arguments = train.Arguments,
            Settings = SettingsInForce.List(
                train with
                {
                    Optimizer = request.Contenders[0].Options,
                },
                model,
                options,
                request.Contenders,
                DataSettings.From(train).ValidationShare
            ),
            Model = model.Kind,
            Data = DataRecord.Of(data),
            Environment = RunEnvironment.Current,
            Started = training.Clock.GetUtcNow(),
        };
    }

    /// <summary>Where the comparison is kept.</summary>
    public ComparisonFolder Folder { get; }

    /// <summary>
    /// Builds a network once and claims the folder, so that nothing is found wrong only after an hour.
    /// </summary>
    public static ComparisonSession Prepare(CompareRequest request, TrainingData data) => new(request, data);

    /// <summary>Compares, and leaves the record and the report in the folder.</summary>
    public ComparisonRecord Run(IProgress<ComparisonProgress> progress, CancellationToken cancel)
    {
        Folder.Write(record);
        TimeProvider clock = options.Training.Clock;
        long started = clock.GetTimestamp();
        Comparison comparison = new(seed => NetworkSettings.Build(model, seed), data, options);
        ComparisonResult result = comparison.Run(request.Contenders, progress, cancel);
        ComparisonRecord ended = record with { Result = result, Seconds = clock.GetElapsedTime(started).TotalSeconds };
        Folder.Write(ended);
        ComparisonReport.Write(Folder.ReportPath, ended);
        return ended;
    }

    static double? Target(CompareRequest request, TaskKind task) =>
        (task, request) switch
        {
            (TaskKind.Classification, { TargetRmse: not null }) => throw new UsageException(
                "--target-rmse is for numbers, and the target here is classes. Give --target-accuracy instead."
            ),
            (TaskKind.Regression, { TargetAccuracy: not null }) => throw new UsageException(
                "--target-accuracy is for classes, and the target here is numbers. Give --target-rmse instead."
            ),
            _ => request.TargetAccuracy ?? request.TargetRmse,
        };
}
