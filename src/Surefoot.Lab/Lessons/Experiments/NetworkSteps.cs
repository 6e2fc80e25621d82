using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Lessons;

/// <summary>
/// A network and its optimizer, stepped one batch at a time: what the trainer does, with the gradient of each step to
/// look at.
/// </summary>
sealed class NetworkSteps : IDisposable
{
    // "LESS" in ASCII: the stream that the order of the rows is drawn from.
    const uint OrderStream = 0x4C455353;

    readonly ShuffledBatches batches;
    readonly WorkerPool pool;
    readonly Tape<float> tape;
    readonly TrainingStep<float> training;

    public NetworkSteps(
        Network<float> network,
        OptimizerOptions options,
        Loss<float> loss,
        IDataset rows,
        int batchSize,
        int threads,
        ulong seed = 1
    )
    {
        (Network, batches) = (network, new ShuffledBatches(rows, batchSize, seed, OrderStream));
        pool = new WorkerPool(threads);
        tape = new Tape<float>(pool) { Training = true };
        Optimizer = new Optimizer<float>(options) { Layout = network.Layout };
        training = new(new NetworkOptimizer<float>(network, Optimizer) { Pool = pool }, loss, tape);
    }

    public Network<float> Network { get; }

    public Optimizer<float> Optimizer { get; }

    /// <summary>One step on the next batch; an epoch's short last batch is left out.</summary>
    /// <returns>
    /// The batch's mean loss before the step. The network's gradients are those that were stepped on.
    /// </returns>
    public double Step()
    {
        double loss = training.Forward(batches);
        training.Backward();
        training.Step();
        return loss;
    }

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }
}
