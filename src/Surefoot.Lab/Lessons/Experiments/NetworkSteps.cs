using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Lab.Lessons;

/// <summary>A network and its optimizer, stepped one batch at a time: what the trainer does, with the gradient of each step to look at.</summary>
sealed class NetworkSteps : IDisposable
{
    // "LESS" in ASCII: the stream that the order of the rows is drawn from.
    const uint OrderStream = 0x4C455353;

    readonly IDataset rows;
    readonly Loss<float> loss;
    readonly WorkerPool pool;
    readonly Tape<float> tape;
    readonly int[] order;
    readonly float[] targets;
    readonly ulong seed;
    int start, epoch;

    public NetworkSteps(Network<float> network, OptimizerOptions options, Loss<float> loss, IDataset rows, int batchSize, int threads, ulong seed = 1)
    {
        (Network, this.loss, this.rows, this.seed) = (network, loss, rows, seed);
        pool = new WorkerPool(threads);
        tape = new Tape<float>(pool) { Training = true };
        Optimizer = new Optimizer<float>(options) { Layout = network.Layout, Pool = pool };
        order = new int[rows.Count];
        targets = new float[Math.Min(batchSize, rows.Count)];
        start = rows.Count;
    }

    public Network<float> Network { get; }

    public Optimizer<float> Optimizer { get; }

    /// <summary>One step on the next batch; an epoch's short last batch is left out.</summary>
    /// <returns>The batch's mean loss before the step. The network's gradients are those that were stepped on.</returns>
    public double Step()
    {
        if (start + targets.Length > order.Length)
        {
            new RandomStream(seed, OrderStream, (ulong)++epoch).Permute(order);
            start = 0;
        }

        tape.Rewind();
        Tensor<float> input = tape.Input(rows.InputShape.Batch(targets.Length));
        rows.Read(order.AsSpan(start, targets.Length), input.Value, targets);
        start += targets.Length;
        Tensor<float> value = loss.Apply(tape, Network.Forward(tape, input), targets);
        Network.ZeroGradients();
        tape.Backward(value);
        Optimizer.Step(Network.Parameters, Network.Gradients);
        return value.Value[0];
    }

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }
}
