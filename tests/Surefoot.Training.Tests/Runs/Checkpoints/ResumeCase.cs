using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>
/// A run of 60 batches, ten epochs of six, with everything on that a checkpoint must hold: accumulated gradients (on
/// four batches and on the two that are left), averaged weights, augmentation, dropout, batch normalisation, the best
/// epoch's weights.
/// </summary>
/// <param name="Optimizer">The optimizer's settings.</param>
/// <param name="Schedule">How the rate follows the steps; null for a constant one.</param>
/// <param name="Plateau">How it follows the validation loss; null for not at all.</param>
sealed record ResumeCase(OptimizerOptions Optimizer, Schedule? Schedule = null, PlateauOptions? Plateau = null)
{
    public const int Steps = 60;

    public int Epochs { get; init; } = 10;

    public int Patience { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    static readonly TrainingData Data = Make();

    /// <summary>Every optimizer of the command, with the variants that keep other state.</summary>
    public static IReadOnlyDictionary<string, OptimizerOptions> Optimizers { get; } =
        new Dictionary<string, OptimizerOptions>
        {
            ["rmsprop"] = new RmsPropOptions { LearningRate = 0.01 },
            ["centered"] = new RmsPropOptions
            {
                LearningRate = 0.001,
                Centered = true,
                Momentum = 0.9,
            },
            ["adagrad"] = new AdaGradOptions { LearningRate = 0.05, RateDecay = 0.01 },
            ["adam"] = new AdamOptions { LearningRate = 0.01 },
            ["amsgrad"] = AdamOptions.W with { LearningRate = 0.01, AmsGrad = true },
            ["sgd"] = new SgdOptions { LearningRate = 0.05 },
            ["momentum"] = new SgdOptions
            {
                LearningRate = 0.05,
                Momentum = 0.9,
                Nesterov = true,
            },
        };

    /// <summary>Every schedule of the command. The run has 20 steps of the optimizer.</summary>
    public static IReadOnlyDictionary<string, Schedule?> Schedules { get; } =
        new Dictionary<string, Schedule?>
        {
            ["constant"] = null,
            ["step"] = new StepSchedule(6, 0.5),
            ["exponential"] = new ExponentialSchedule(0.9, 2),
            ["polynomial"] = new PolynomialSchedule(20, 2),
            ["cosine"] = new CosineSchedule(20),
            ["restarts"] = new CosineSchedule(6, growth: 1),
            ["onecycle"] = new OneCycleSchedule(20),
            ["inverse-sqrt"] = new InverseSquareRootSchedule(4),
            ["warmup"] = new WarmupSchedule(5, new CosineSchedule(15)),
        };

    /// <summary>How a run ended, to the last bit.</summary>
    public sealed record Ending(float[] Weights, float[] Layers, RunResult Result, IReadOnlyList<EpochDone> Epochs);

    /// <summary>Is called as a step begins, with the batch's values and what may act on the run.</summary>
    public delegate void OnStep(int step, Span<float> values, RunControl control);

    /// <summary>Trains, to the end or to a step.</summary>
    /// <param name="folder">Where the checkpoints are.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="resume">Whether to go on from there.</param>
    /// <param name="stopAt">The step of this process to stop at; 0 for none.</param>
    /// <param name="every">Batches between two checkpoints.</param>
    /// <param name="onStep">Looks on, and interferes, as each step of this process begins.</param>
    /// <param name="notFinite">What to do about steps that are not finite.</param>
    public Ending Train(
        string folder,
        int threads = 1,
        bool resume = false,
        int stopAt = 0,
        int every = 1000,
        OnStep? onStep = null,
        NonFiniteHandling nonFinite = NonFiniteHandling.Stop
    )
    {
        var control = new RunControl();
        var root = new Sequential<float>(
            new StepWatch(Look),
            new Flatten<float>(),
            new Dense<float>(36, 6, name: "dense1"),
            new BatchNormalization<float>(6, name: "norm1"),
            new Relu<float>(),
            new Dropout<float>(0.2),
            new Dense<float>(6, 3, name: "dense2")
        );
        var network = new Network<float>(root, Data.Training.InputShape, seed: 5);
        var optimizer = new Optimizer<float>(Optimizer) { Layout = network.Layout, Schedule = Schedule };
        var options = new TrainerOptions
        {
            Epochs = Epochs,
            Patience = Patience,
            Clock = Clock,
            BatchSize = 8,
            AccumulatedBatches = 4,
            AverageDecay = 0.9,
            Seed = 3,
            Threads = threads,
            Plateau = Plateau,
            NonFinite = nonFinite,
            Checkpoints = new CheckpointOptions(folder) { Resume = resume, Every = every },
        };
        var observer = new RecordingObserver();
        RunResult result = new Trainer<float>(network, new SoftmaxCrossEntropy<float>(), optimizer, options).Train(
            Data,
            [observer],
            control
        );
        return new(
            network.Parameters.ToArray(),
            network.State.ToArray(),
            result,
            [.. observer.Epochs.Select(epoch => epoch with { Seconds = 0, SamplesPerSecond = 0 })]
        );

        void Look(int step, Span<float> values)
        {
            if (step == stopAt)
                control.Stop();
            onStep?.Invoke(step, values, control);
        }
    }

    /// <summary>Whether a run that was resumed ended as the one that was never stopped.</summary>
    public static void AssertSame(Ending expected, Ending actual, string where)
    {
        Assert.True(expected.Weights.AsSpan().SequenceEqual(actual.Weights), $"{where}: the weights differ");
        Assert.True(expected.Layers.AsSpan().SequenceEqual(actual.Layers), $"{where}: what the layers keep differs");
        Assert.Equal(expected.Epochs.TakeLast(actual.Epochs.Count), actual.Epochs);
        Assert.Equal(Figures(expected.Result), Figures(actual.Result));
        Assert.Equal(
            expected.Result.Diagnoses.Select(one => one.ToJson().ToJsonString()),
            actual.Result.Diagnoses.Select(one => one.ToJson().ToJsonString())
        );
    }

    static (RunOutcome, int, int, long, double, double) Figures(RunResult result) =>
        (result.Outcome, result.Epochs, result.BestEpoch, result.Steps, result.TrainLoss, result.ValidationLoss);

    static TrainingData Make()
    {
        TrainingData data = Samples.Images(46 + 45);
        return Samples.With(
            data,
            new TransformedDataset(data.Training, [new Flip(), new Crop(1), new Noise(0.05)], seed: 3)
        );
    }
}
