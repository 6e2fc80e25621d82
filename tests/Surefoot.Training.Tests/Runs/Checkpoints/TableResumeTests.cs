using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>
/// The same for row-sparse tables, whose resting rows lag behind: a checkpoint must not bring them on.
/// </summary>
public sealed class TableResumeTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static readonly Dictionary<string, OptimizerOptions> Optimizers = new()
    {
        ["rmsprop"] = new RmsPropOptions { LearningRate = 0.01 },
        ["momentum"] = new RmsPropOptions
        {
            LearningRate = 0.01,
            Momentum = 0.9,
            WeightDecay = 0.01,
            WeightDecayForm = WeightDecayForm.Decoupled,
        },
        ["adagrad"] = new AdaGradOptions { LearningRate = 0.05 },
        ["sgd"] = new SgdOptions { LearningRate = 0.05, Momentum = 0.9 },
    };

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("momentum")]
    [InlineData("adagrad")]
    [InlineData("sgd")]
    public void A_stop_at_any_step_changes_no_bit_of_a_table(string optimizer)
    {
        (float[] weights, float[] table) = Train(optimizer, scratch["never"], resume: false, stopAt: 0);
        for (int step = 1; step <= 40; step += 3)
        {
            Train(optimizer, scratch[$"{step}"], resume: false, step);
            (float[] actualWeights, float[] actualTable) = Train(
                optimizer,
                scratch[$"{step}"],
                resume: true,
                stopAt: 0,
                threads: 1 + (step % 2)
            );
            Assert.True(
                weights.AsSpan().SequenceEqual(actualWeights),
                $"{optimizer}, stopped at step {step}: the weights differ"
            );
            Assert.True(
                table.AsSpan().SequenceEqual(actualTable),
                $"{optimizer}, stopped at step {step}: the table differs"
            );
        }
    }

    static (float[] Weights, float[] Table) Train(
        string optimizer,
        string folder,
        bool resume,
        int stopAt,
        int threads = 1
    )
    {
        TrainingData data = Words();
        var control = new RunControl();
        var root = new Sequential<float>(
            new StepWatch(
                (step, _) =>
                {
                    if (step == stopAt)
                        control.Stop();
                }
            ),
            new EmbeddingBag<float>(200, 4, name: "words"),
            new Dense<float>(4, 2, name: "out")
        );
        var network = new Network<float>(root, data.Training.InputShape, seed: 2);
        var options = new TrainerOptions
        {
            Epochs = 4,
            BatchSize = 6,
            AccumulatedBatches = 2,
            Threads = threads,
            KeepBest = false,
            Checkpoints = new CheckpointOptions(folder) { Resume = resume, Every = 7 },
        };
        new Trainer<float>(
            network,
            new SoftmaxCrossEntropy<float>(),
            new Optimizer<float>(Optimizers[optimizer]) { Layout = network.Layout },
            options
        ).Train(data, [], control);
        network.Tables[0].Flush();
        return (network.Parameters.ToArray(), network.Tables[0].Weight.Value.ToArray());
    }

    // Bags of 3 words of 200: most rows rest at most steps.
    static TrainingData Words()
    {
        var random = new RandomStream(3, 1);
        var words = new float[60 * 3];
        for (int i = 0; i < words.Length; i++)
            words[i] = random.Below((ulong)i, 200);
        return ArrayData.Classification(
            new(3),
            words,
            [.. Enumerable.Range(0, 60).Select(i => i % 2)],
            ["odd", "even"],
            standardize: false
        );
    }
}
