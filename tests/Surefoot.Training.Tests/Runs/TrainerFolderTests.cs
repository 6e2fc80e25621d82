using System.Text.Json.Nodes;
using Surefoot.Clipping;
using Surefoot.Lanes;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

/// <summary>
/// A run that a program keeps in a folder: its settings are in run.json, and it goes on as if it had never been
/// stopped.
/// </summary>
public sealed class TrainerFolderTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static readonly TrainerOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 16,
        Seed = 5,
        Threads = 1,
        AverageDecay = 0.9,
        Plateau = new PlateauOptions(0.5, 1),
        Checkpoints = new CheckpointOptions("elsewhere") { Every = 7 },
    };

    static Layer<float> Layers() =>
        new Sequential<float>(new Dense<float>(2, 8, Activation.Tanh), new Dropout<float>(0.2), new Dense<float>(8, 2));

    static Trainer<float> Trainer(
        OptimizerOptions? options = null,
        Schedule? schedule = null,
        TrainerOptions? trainer = null
    )
    {
        var network = new Network<float>(Layers(), new Shape(2), seed: 3);
        options ??= new RmsPropOptions
        {
            LearningRate = 0.01,
            Momentum = 0.5,
            Centered = true,
        };
        var optimizer = new Optimizer<float>(options)
        {
            Layout = network.Layout,
            Clipping = GradientClipping.ByGlobalNorm(0.7),
            Schedule = schedule ?? new WarmupSchedule(9, new CosineSchedule(60)),
        };
        optimizer.AddGroup(
            "biases",
            options with
            {
                LearningRate = 0.002,
            },
            range => range.Name.EndsWith("bias", StringComparison.Ordinal)
        );
        return new(network, new SoftmaxCrossEntropy<float>(0.1), optimizer, trainer ?? Options)
        {
            Metrics = [new TopKAccuracy(1)],
        };
    }

    RunFolder Whole(TrainingData data, Func<Trainer<float>> trainer)
    {
        RunFolder whole = RunFolder.Create(scratch["whole"]);
        Assert.Equal(RunOutcome.Completed, trainer().Train(data, whole).Outcome);
        return whole;
    }

    RunFolder Stopped(TrainingData data, Func<Trainer<float>> trainer)
    {
        RunFolder stopped = RunFolder.Create(scratch["stopped"]);
        var control = new RunControl();
        // In the second epoch, between two checkpoints; the batches are read a few ahead. Rows that change by the epoch
        // cannot be wrapped, and tell of it themselves.
        Shift.StopsAfter = (control, data.Training.Count * 3 / 2);
        TrainingData watched =
            data.Options?.Transforms.Count > 0
                ? data
                : Samples.With(
                    data,
                    new WatchedDataset(
                        data.Training,
                        (batch, _) =>
                        {
                            if (batch == Batches(data) * 3 / 2)
                                control.Stop();
                        }
                    )
                );
        (watched.Options, watched.Path) = (data.Options, data.Path);
        Assert.Equal(RunOutcome.Interrupted, trainer().Train(watched, stopped, control: control).Outcome);
        Shift.StopsAfter = default;
        return stopped;
    }

    static int Batches(TrainingData data) => (data.Training.Count + Options.BatchSize - 1) / Options.BatchSize;

    static void SameEnd(RunFolder whole, RunFolder stopped)
    {
        Assert.Equal(File.ReadAllBytes(whole.ModelPath), File.ReadAllBytes(stopped.ModelPath));
        RunRecord one = whole.Read(),
            other = stopped.Read();
        Assert.Equal(one.Settings!.ToJson().ToJsonString(), other.Settings!.ToJson().ToJsonString());
        Assert.Equal(
            one.Epochs.Select(epoch => (epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss)),
            other.Epochs.Select(epoch => (epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss))
        );
        Assert.Equal((one.Result!.Steps, one.Result.TrainLoss), (other.Result!.Steps, other.Result.TrainLoss));
    }

    [Fact]
    public void A_stopped_run_is_built_again_from_run_json_and_ends_with_the_same_bytes()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Classification);
        RunFolder whole = Whole(data, () => Trainer()),
            stopped = Stopped(data, () => Trainer());
        // The rows are read again as they were.
        Assert.Equal(
            RunOutcome.Completed,
            Surefoot.Training.Runs.Trainer.Resume(RunFolder.Open(stopped.FullPath), threads: 2).Outcome
        );
        SameEnd(whole, stopped);
        SavedModel model = SavedModel.Load(stopped.ModelPath);
        Assert.Equal("softmax_cross_entropy smoothing=0.1", model.Loss.GetConfig().ToString());
        Assert.Single(model.Metrics);
        // A run that has finished is left as it is.
        byte[] record = File.ReadAllBytes(stopped.RecordPath);
        Assert.Equal(whole.Read().Result!.Steps, Surefoot.Training.Runs.Trainer.Resume(stopped).Steps);
        Assert.Equal(record, File.ReadAllBytes(stopped.RecordPath));
    }

    [Fact]
    public void A_stopped_run_goes_on_in_the_trainer_that_the_program_builds_and_another_is_refused_by_the_setting()
    {
        TrainingData data = Samples.Images();
        Func<Trainer<float>> trainer = () =>
            new(
                Samples.Mlp(data, dropout: 0.1),
                new SoftmaxCrossEntropy<float>(),
                new Optimizer<float>(new AdamOptions()),
                Options with
                {
                    Plateau = null,
                }
            );
        RunFolder whole = Whole(data, trainer),
            stopped = Stopped(data, trainer);
        var other = new Trainer<float>(
            Samples.Mlp(data, dropout: 0.1),
            new SoftmaxCrossEntropy<float>(),
            new Optimizer<float>(new AdamOptions { Beta2 = 0.99 }),
            Options with
            {
                Plateau = null,
            }
        );
        Assert.Contains(
            "settings.optimizer.settings.beta2 is 0.999",
            Assert.Throws<RunException>(() => other.Resume(data, stopped)).Message,
            StringComparison.Ordinal
        );
        var longer = new Trainer<float>(
            Samples.Mlp(data, dropout: 0.1),
            new SoftmaxCrossEntropy<float>(),
            new Optimizer<float>(new AdamOptions()),
            Options with
            {
                Plateau = null,
                Epochs = 9,
            }
        );
        Assert.Contains(
            "settings.trainer.epochs is 3",
            Assert.Throws<RunException>(() => longer.Resume(data, stopped)).Message,
            StringComparison.Ordinal
        );
        // Rows of a program cannot be read again.
        Assert.Contains(
            "made by a program",
            Assert.Throws<RunException>(() => Surefoot.Training.Runs.Trainer.Resume(stopped)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(RunOutcome.Completed, trainer().Resume(data, stopped).Outcome);
        SameEnd(whole, stopped);
    }

    [Fact]
    public void Kinds_of_ones_own_are_in_run_json_and_are_built_again_by_a_registry()
    {
        TrainingData data = DataLoader.Load(
            Table(),
            new DataOptions { Target = "target", Transforms = [new Shift(0.25)] }
        );
        Func<Trainer<float>> trainer = () => Trainer(new Steady { LearningRate = 0.02, Share = 0.5 }, new Halved(11));
        RunFolder whole = Whole(data, trainer),
            stopped = Stopped(data, trainer);
        RunSettings settings = stopped.Read().Settings!;
        Assert.Equal("test.steady", settings.OptimizerName);
        Assert.Null(settings.FindOptimizer());
        Assert.Contains(
            "test.steady",
            Assert.Throws<RunException>(() => Surefoot.Training.Runs.Trainer.Resume(stopped, data)).Message,
            StringComparison.Ordinal
        );
        ModelRegistry registry = new ModelRegistry()
            .AddOptimizer("test.steady", config => new Steady { Share = config.Double("share") })
            .AddSchedule("test.halved", config => new Halved(config.Long("after")))
            .AddTransform("test.shift", config => new Shift(config.Double("by")));
        Assert.Equal(new Steady { LearningRate = 0.02, Share = 0.5 }, settings.FindOptimizer(registry));
        Assert.Equal(RunOutcome.Completed, Surefoot.Training.Runs.Trainer.Resume(stopped, registry: registry).Outcome);
        SameEnd(whole, stopped);
        Assert.Throws<ArgumentException>(() => registry.AddOptimizer("rmsprop", _ => new RmsPropOptions()));
        Assert.Throws<ArgumentException>(() => registry.AddSchedule("test.halved", _ => new Halved(1)));
    }

    [Fact]
    public void What_cannot_go_on_is_refused_with_the_reason()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Classification);
        RunFolder stopped = Stopped(data, () => Trainer());
        Assert.Contains(
            "holds a run already",
            Assert.Throws<RunException>(() => Trainer().Train(data, stopped)).Message,
            StringComparison.Ordinal
        );
        var others = new TrainingData
        {
            Training = data.Training,
            Validation = data.Validation,
            Preprocessing = data.Preprocessing,
            Source = "",
            Fingerprint = "00",
        };
        Assert.Contains(
            "The data are not those",
            Assert.Throws<RunException>(() => Surefoot.Training.Runs.Trainer.Resume(stopped, others)).Message,
            StringComparison.Ordinal
        );
        stopped.Write(stopped.Read() with { Settings = null, Texts = [new("optimizer", "rmsprop")] });
        Assert.Contains(
            "is of version 1",
            Assert.Throws<RunException>(() => Surefoot.Training.Runs.Trainer.Resume(stopped)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(RunOutcome.Completed, Trainer().Resume(data, stopped).Outcome);
    }

    [Fact]
    public void Every_member_of_run_json_is_needed_or_says_that_there_is_none_and_a_wrong_one_is_named()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Classification);
        RunFolder folder = Stopped(data, () => Trainer());
        var whole = JsonNode.Parse(File.ReadAllText(folder.RecordPath))!.AsObject();
        Assert.Equal(2, (int)whole["version"]!);
        foreach (string name in whole["settings"]!.AsObject().Select(pair => pair.Key).ToArray())
        {
            JsonObject damaged = whole.DeepClone().AsObject();
            damaged["settings"]![name] = new JsonArray(new JsonArray());
            File.WriteAllText(folder.RecordPath, damaged.ToJsonString());
            Assert.Contains(
                name,
                Assert.Throws<ModelFileException>(() => folder.Read()).Message,
                StringComparison.Ordinal
            );
        }
        foreach (
            (string name, JsonNode wrong) in (ReadOnlySpan<(string, JsonNode)>)
                [("epochs", -1), ("averageDecay", 1.5), ("threads", 0), ("batchSize", 0)]
        )
        {
            JsonObject damaged = whole.DeepClone().AsObject();
            damaged["settings"]!["trainer"]![name] = wrong;
            File.WriteAllText(folder.RecordPath, damaged.ToJsonString());
            Assert.Contains(
                name,
                Assert.Throws<ModelFileException>(() => folder.Read()).Message,
                StringComparison.OrdinalIgnoreCase
            );
        }
    }

    [Fact]
    public void A_run_that_was_killed_in_its_first_epoch_can_be_looked_at()
    {
        RunRecord record = Stopped(Samples.Table(scratch, TaskKind.Classification), () => Trainer()).Read() with
        {
            Epochs = [],
            Intervals = [],
            Result = null,
        };
        Assert.Empty(Diagnoser.Diagnose(WatchedHistory.Of(record)));
    }

    [Fact]
    public void A_network_nested_as_deep_as_a_file_holds_is_recorded()
    {
        Layer<float> layer = new Dense<float>(2, 2);
        for (int i = 0; i < Config.MaxDepth - 1; i++)
            layer = new Sequential<float>(layer);
        TrainingData data = Samples.Table(scratch, TaskKind.Classification, rows: 60);
        var network = new Network<float>(layer, new Shape(2), seed: 1);
        RunFolder folder = RunFolder.Create(scratch["deep"]);
        new Trainer<float>(
            network,
            new SoftmaxCrossEntropy<float>(),
            new Optimizer<float>(new RmsPropOptions()),
            new TrainerOptions { Epochs = 1, Threads = 1 }
        ).Train(data, folder);
        RunRecord record = folder.Read();
        Assert.Null(Config.FirstDifference(network.GetConfig(), record.Settings!.Network));
        Assert.Equal("network", record.Model);
    }

    [Fact]
    public void The_named_model_that_a_network_is_is_recognised_by_its_layers()
    {
        foreach (
            ModelDescription model in (ModelDescription[])
                [
                    new("mlp", new Shape(5), 3) { Hidden = [7, 4], Dropout = 0.2 },
                    new("mlp", new Shape(5), 1) { Hidden = [] },
                    new("conv", new Shape(1, 12, 12), 4) { Hidden = [9] },
                    new("2c2d", new Shape(1, 9, 9), 4) { Hidden = [], Dropout = 0.5 },
                    new("resnet", new Shape(3, 8, 8), 4) { Hidden = [] },
                    new("lstm", new Shape(6, 2), 2) { Hidden = [5, 3] },
                    new("text", new Shape(6), 2) { Hidden = [5, 4], Vocabulary = 50 },
                ]
        )
        {
            ModelDescription? found = NamedModel.Find(model.Layers<float>().GetConfig(), model.Input);
            Assert.NotNull(found);
            Assert.Equal(model.ToJson().ToJsonString(), found.ToJson().ToJsonString());
        }
        Assert.Null(NamedModel.Find(new Network<float>(Layers(), new Shape(2), seed: 1).GetConfig(), new Shape(2)));
    }

    string Table()
    {
        Samples.Table(scratch, TaskKind.Classification);
        return scratch[$"{TaskKind.Classification}.csv"];
    }

    sealed record Halved(long After) : Schedule, IConfigurable
    {
        public string Kind => "test.halved";

        public override double Factor(long steps) => steps < After ? 1 : 0.5;

        public void AddSettings(Config config) => config.Add("after", After);
    }

    sealed record Shift(double By) : Transform, IConfigurable
    {
        public string Kind => "test.shift";

        public static (RunControl? Control, int Rows) StopsAfter { get; set; }

        public override void Apply(Span<float> values, Shape shape, Surefoot.Randomness.RandomStream random, int row)
        {
            values[0] += (float)(By * random.Normal((ulong)row));
            if (
                StopsAfter is (var control, var rows)
                && control is not null
                && (StopsAfter = (control, rows - 1)).Rows == 0
            )
                control.Stop();
        }

        public void AddSettings(Config config) => config.Add("by", By);
    }

    sealed record Steady() : OptimizerOptions(0.1), IConfigurable
    {
        public override string Name => "steady";

        public string Kind => "test.steady";

        public double Share { get; init; } = 1;

        public void AddSettings(Config config) => config.Add("share", Share);

        // Its rule is that of gradient descent.
        public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
            visitor.Visit<SteadyRule<T>, Steady>();
    }

    readonly struct SteadyRule<T> : IRule<SteadyRule<T>, T, Steady>
        where T : struct
    {
        readonly T step;

        SteadyRule(T step) => this.step = step;

        public static string? First => null;

        public static string? Second => null;

        public static string? Third => null;

        public static SteadyRule<T> At<TValue>(Steady options, StepInfo step)
            where TValue : IValue<T> => new(TValue.Of("s", step.LearningRate * options.Share));

        public void Step<N>(ref N θ, N g, ref N first, ref N second, ref N third)
            where N : struct, ILane<N, T> => θ = θ - (step * g);

        public N EffectiveRate<N>(N first, N second, N third)
            where N : struct, ILane<N, T> => N.Create(step);
    }
}
