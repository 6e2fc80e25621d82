using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Sharing;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs.Sharing;

/// <summary>The weights depend on the number of shards, and on nothing else of who computes them.</summary>
public class SharedBitsTests
{
    /// <summary>Every model with shards of several rows each; the file of the model is compared too.</summary>
    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void Any_number_of_processes_and_threads_ends_with_the_same_bytes(int number)
    {
        using var scratch = new ScratchFolder();
        ModelDescription model = ModelCase.All[number];
        byte[] alone = File(null, 1);
        Assert.Equal(alone, File(null, 2));
        foreach (int processes in (int[])[1, 2, 3, 4, 8])
            for (int threads = 1; threads <= 2; threads++)
            {
                int each = threads;
                foreach (byte[] bytes in ThreadGroup.Run(processes, group => File(group, each)))
                    Assert.True(alone.AsSpan().SequenceEqual(bytes), $"{processes} processes of {threads} threads");
            }

        byte[] File(IProcessGroup? group, int threads)
        {
            string path = scratch[$"{group?.Size}-{group?.Rank}-{threads}.safetensors"];
            var network = Network<float>.Build(model, 5);
            var data = SharedRun.Data(model);
            SharedRun.Trainer(network, SharedRun.Options(network, group, threads)).Train(data, []);
            SavedModel.Save(path, network, data.Preprocessing);
            return System.IO.File.ReadAllBytes(path);
        }
    }

    /// <summary>Nodes that are no power of two: more of them a process, and a ragged end of the tree.</summary>
    [Theory]
    [InlineData(5, new[] { 2, 3, 4, 5 })]
    [InlineData(12, new[] { 2, 5, 7 })]
    [InlineData(16, new[] { 3, 4, 16 })]
    public void So_do_numbers_of_shards_that_processes_share_unevenly(int shards, int[] processes)
    {
        string alone = Train(null);
        Assert.All(
            processes,
            size => Assert.All(ThreadGroup.Run(size, group => Train(group)), hash => Assert.Equal(alone, hash))
        );

        string Train(IProcessGroup? group)
        {
            var network = Network<float>.Build(ModelCase.All[0], 5);
            SharedRun
                .Trainer(network, SharedRun.Options(network, group, 1) with { Shards = shards })
                .Train(SharedRun.Data(ModelCase.All[0]), []);
            return TrainedModel.Hash(network);
        }
    }

    /// <summary>
    /// A batch in shards has the loss and the slopes of the whole one, weights of classes, accumulation and a short
    /// last batch included: plain descent ends at the same weights but for rounding.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Shards_change_the_rounding_and_not_the_step(int number)
    {
        ModelDescription model = ModelCase.All[number] with { Dropout = 0 };
        var (whole, loss) = Train(0);
        var (cut, lossOfCut) = Train(8);
        Assert.NotEqual(whole, cut);
        Assert.Equal(loss, lossOfCut, 1e-5 * loss);
        for (int i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], cut[i], 2e-5);

        (float[] Weights, double Loss) Train(int shards)
        {
            var network = Network<float>.Build(model, 5);
            double[] weights = [.. Enumerable.Range(1, model.Outputs).Select(i => 1.0 / i)];
            RunResult result = new Trainer<float>(
                network,
                new SoftmaxCrossEntropy<float>(weights: weights),
                new Optimizer<float>(new SgdOptions { LearningRate = 0.05 }),
                new TrainerOptions
                {
                    Epochs = 2,
                    BatchSize = SharedRun.Batch,
                    AccumulatedBatches = 2,
                    KeepBest = false,
                    Shards = shards,
                }
            ).Train(SharedRun.Data(model), []);
            return (network.Parameters.ToArray(), result.TrainLoss);
        }
    }

    [Fact]
    public void The_number_of_shards_is_that_of_the_processes_unless_it_is_given()
    {
        string alone = Train(null, 3);
        Assert.NotEqual(alone, Train(null, 0));
        Assert.All(ThreadGroup.Run(3, group => Train(group, 0)), hash => Assert.Equal(alone, hash));

        static string Train(IProcessGroup? group, int shards)
        {
            var network = Network<float>.Build(ModelCase.All[0], 5);
            SharedRun
                .Trainer(network, SharedRun.Options(network, group, 1) with { Shards = shards })
                .Train(SharedRun.Data(ModelCase.All[0]), []);
            return TrainedModel.Hash(network);
        }
    }
}
