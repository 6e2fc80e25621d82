using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Formats;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Tensors;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Watching;

/// <summary>A watcher that a checkpoint brings back goes on, to the last bit, as one that never stopped.</summary>
public sealed class WatcherStateTests : IDisposable
{
    const int Batches = 9_000,
        EpochLength = 100,
        Together = 2;

    readonly ScratchFolder scratch = new();
    readonly Network<float> network = Network<float>.Build(
        new ModelDescription("mlp", new Shape(3), 2) { Hidden = [5] },
        1
    );
    readonly Optimizer<float> optimizer;
    readonly ObserverPump nobody = new([]);

    public WatcherStateTests() =>
        optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 1e-3 }) { Layout = network.Layout };

    public void Dispose()
    {
        nobody.Close();
        scratch.Dispose();
    }

    // Watchers change nothing, so that all of them can look at one run. It has more intervals than are kept, and
    // gathers two batches to a step.
    [Fact]
    public void Whatever_the_step_the_same_bits_are_known_at_the_end()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool) { Training = true };
        Watcher<float> unbroken = New();
        List<Watcher<float>> all = [unbroken];
        int[] stops = [1, 2, 15, 16, 17, 1_000, 4_095, 8_191, 8_192, 8_193, 8_999];
        for (int batch = 1; batch <= Batches; batch++)
        {
            double loss = Learn(tape, batch);
            all.ForEach(watcher => watcher.Batch(loss));
            if (batch % Together == 0)
            {
                all.ForEach(watcher => watcher.Before(tape, batch, Together));
                optimizer.Step(network.Parameters, network.Gradients);
                all.ForEach(watcher => watcher.After(Epoch(batch), batch));
            }
            if (batch % EpochLength == 0)
            {
                var done = new EpochDone(
                    Epoch(batch),
                    Batches / EpochLength,
                    batch,
                    loss,
                    loss + (0.1 * (batch / EpochLength % 3)),
                    0.5,
                    false,
                    1e-3,
                    1,
                    0,
                    0
                );
                all.ForEach(watcher => watcher.EpochDone(done));
            }
            if (stops.Contains(batch))
                all.Add(Again(unbroken, batch));
        }
        Assert.InRange(unbroken.Intervals.Number, IntervalSeries.Most + 1, int.MaxValue);
        byte[] expected = Bytes(unbroken, "unbroken");
        Assert.All(all, watcher => Assert.Equal(expected, Bytes(watcher, "resumed")));
    }

    static int Epoch(int batch) => ((batch - 1) / EpochLength) + 1;

    double Learn(Tape<float> tape, int batch)
    {
        tape.Rewind();
        Tensor<float> input = tape.Input(new Shape(3).Batch(4));
        for (int i = 0; i < input.Value.Length; i++)
            input.Value[i] = MathF.Sin((batch * 7) + i);
        Tensor<float> loss = new SoftmaxCrossEntropy<float>().Apply(tape, network.Forward(tape, input), [0, 1, 1, 0]);
        if (batch % Together == 1)
            network.ZeroGradients();
        tape.Backward(loss);
        return loss.Value[0];
    }

    Watcher<float> New() => new(network, optimizer, nobody);

    Watcher<float> Again(Watcher<float> watcher, int batch)
    {
        string path = scratch[$"{batch}"];
        CheckpointFile.Write(path, [watcher], Disk.Instance);
        using CheckpointFile file = CheckpointFile.Open(path);
        Watcher<float> again = New();
        file.Restore([again]);
        return again;
    }

    byte[] Bytes(Watcher<float> watcher, string name)
    {
        CheckpointFile.Write(scratch[name], [watcher], Disk.Instance);
        return File.ReadAllBytes(scratch[name]);
    }
}
