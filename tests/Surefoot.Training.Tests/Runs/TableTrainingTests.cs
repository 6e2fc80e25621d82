using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

/// <summary>Training, saving and loading a network whose embeddings stand outside the arena.</summary>
public sealed class TableTrainingTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    /// <summary>Bags of 6 words of 200, some places empty; the class is whether more words are even than odd.</summary>
    static TrainingData Words()
    {
        const int rows = 600,
            places = 6;
        var random = new RandomStream(3, 1);
        var words = new float[rows * places];
        var classes = new int[rows];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = (int)(random.Uniform((ulong)i) * 220) - 20;
            if (words[i] >= 0)
                classes[i / places] += words[i] % 2 == 0 ? 1 : -1;
        }
        for (int i = 0; i < rows; i++)
            classes[i] = classes[i] > 0 ? 1 : 0;
        return ArrayData.Classification(new(places), words, classes, ["odd", "even"], standardize: false);
    }

    static Network<float> Build(TrainingData data) =>
        Network<float>.Build(
            new ModelDescription("text", data.Training.InputShape, 2) { Hidden = [16], Vocabulary = 200 },
            1
        );

    static RunResult Train(
        Network<float> network,
        TrainingData data,
        OptimizerOptions optimizer,
        TrainerOptions options
    ) =>
        new Trainer<float>(network, new SoftmaxCrossEntropy<float>(), new Optimizer<float>(optimizer), options).Train(
            data,
            []
        );

    [Fact]
    public void It_learns_and_its_file_has_the_same_bytes_with_any_number_of_threads()
    {
        TrainingData data = Words();
        byte[]? first = null;
        for (int threads = 1; threads <= 3; threads++)
        {
            Network<float> network = Build(data);
            RunResult result = Train(
                network,
                data,
                new RmsPropOptions { LearningRate = 0.01, Momentum = 0.5 },
                new TrainerOptions
                {
                    Epochs = 12,
                    BatchSize = 61,
                    Threads = threads,
                    AccumulatedBatches = 2,
                }
            );
            Assert.True(result.Validation!.Measure > 0.85, $"an accuracy of {result.Validation.Measure}");
            Assert.Equal(network.ParameterCount, result.Parameters);
            SavedModel.Save(scratch["model.safetensors"], network, data.Preprocessing);
            byte[] bytes = File.ReadAllBytes(scratch["model.safetensors"]);
            Assert.Equal(first ??= bytes, bytes);
            SavedModel live = new(network, data.Preprocessing),
                loaded = SavedModel.Load(scratch["model.safetensors"]);
            Assert.Equal(result.Validation.Loss, loaded.Evaluate(data.Validation).Loss);
            Predictions expected = live.Predict(data.Training),
                actual = loaded.Predict(data.Training);
            for (int row = 0; row < actual.Count; row++)
                Assert.Equal(expected.Outputs(row).ToArray(), actual.Outputs(row).ToArray());
        }
    }

    // The rate falls on the plateau, gradients are means over two batches, and all are clipped as one: each of these
    // has to reach the table.
    [Fact]
    public void A_run_that_is_kept_in_a_folder_moves_the_table_as_one_that_is_not()
    {
        TrainingData data = Words();
        Network<float> bare = Build(data),
            kept = Build(data);
        Make(bare).Train(data, []);
        Make(kept).Train(data, RunFolder.Create(scratch["run"]));
        Assert.Equal(bare.Parameters.ToArray(), kept.Parameters.ToArray());
        Assert.Equal(bare.Tables[0].Weight.Value.ToArray(), kept.Tables[0].Weight.Value.ToArray());

        static Trainer<float> Make(Network<float> network) =>
            new(
                network,
                new SoftmaxCrossEntropy<float>(),
                new Optimizer<float>(new SgdOptions { LearningRate = 2, Momentum = 0.9 })
                {
                    Layout = network.Layout,
                    Clipping = GradientClipping.ByGlobalNorm(0.05),
                },
                new TrainerOptions
                {
                    Epochs = 6,
                    BatchSize = 61,
                    AccumulatedBatches = 2,
                    Plateau = new PlateauOptions(0.5, 0),
                    KeepBest = false,
                }
            );
    }

    /// <summary>The slope of the loss times 1e14.</summary>
    sealed class SteepLoss : Loss<float>
    {
        readonly SoftmaxCrossEntropy<float> inner = new();

        public override string Kind => "steep";

        public override Tensor<float> Apply(Tape<float> tape, Tensor<float> output, ReadOnlySpan<float> targets)
        {
            Tensor<float> steepness = tape.Input(new());
            steepness.Value[0] = 1e14f;
            return MultiplyOperation<float>.Apply(tape, inner.Apply(tape, output, targets), steepness);
        }

        protected override void AddSettings(Config config) { }
    }

    [Fact]
    public void A_step_that_is_left_out_moves_neither_the_table_nor_the_arena()
    {
        // The last layer's weights are large and its slopes are not, so that the table's slopes alone are beyond the
        // root of the largest float, though finite.
        TrainingData data = Words();
        Network<float> network = Build(data);
        for (int i = 0; i < network.Parameters.Length; i++)
            network.Parameters[i] *= 1e9f;
        float[] arena = network.Parameters.ToArray(),
            table = network.Tables[0].Weight.Value.ToArray();
        RunResult result = new Trainer<float>(
            network,
            new SteepLoss(),
            new Optimizer<float>(new RmsPropOptions()),
            new TrainerOptions
            {
                Epochs = 1,
                BatchSize = 61,
                NonFinite = NonFiniteHandling.Skip,
                KeepBest = false,
            }
        ).Train(data, []);
        Assert.Equal((RunOutcome.Completed, 9), (result.Outcome, result.Steps));
        Assert.StartsWith("In all, 9 of 9 steps were left out", result.Warnings[^1], StringComparison.Ordinal);
        Assert.Contains(
            $"the gradient of {network.Tables[0].Name} at index ",
            result.Warnings[0],
            StringComparison.Ordinal
        );
        Assert.Equal(arena, network.Parameters.ToArray());
        Assert.Equal(table, network.Tables[0].Weight.Value.ToArray());
    }

    [Fact]
    public void What_cannot_be_exact_on_a_table_is_refused_before_training()
    {
        TrainingData data = Words();
        Network<float> network = Build(data);
        Says("adam cannot be exact on row-sparse gradients", new AdamOptions(), new TrainerOptions());
        Says("coupled weight decay", new RmsPropOptions { WeightDecay = 0.1 }, new TrainerOptions());
        Says(
            "train a network with row-sparse tables without them",
            new RmsPropOptions(),
            new TrainerOptions { AverageDecay = 0.9 }
        );

        void Says(string message, OptimizerOptions optimizer, TrainerOptions options) =>
            Assert.Contains(
                message,
                Assert.Throws<ArgumentException>(() => Train(network, data, optimizer, options)).Message
            );
    }
}
