using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs;

/// <summary>
/// A training step of a network, for whatever loop makes many of them: the loss of a batch forward, its slopes back,
/// and the optimizer's step. What else a loop looks at comes between the three.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="optimizer">What steps the network.</param>
/// <param name="loss">What is made small.</param>
/// <param name="tape">What is computed on; rewound by each step.</param>
/// <param name="keepLayersFinite">
/// Whether a batch that is not finite leaves no trace in what layers keep beside their parameters.
/// </param>
sealed class TrainingStep<T>(NetworkOptimizer<T> optimizer, Loss<T> loss, Tape<T> tape, bool keepLayersFinite = false)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T[] stateBefore = new T[keepLayersFinite ? optimizer.Network.State.Length : 0];
    Tensor<T>? batchLoss;

    Network<T> Network => optimizer.Network;

    /// <summary>Computes the loss of the next batch.</summary>
    /// <returns>The mean over its rows.</returns>
    public double Forward(IBatches<T> batches)
    {
        tape.Rewind();
        Tensor<T> input = batches.Load(tape);
        if (keepLayersFinite)
            Network.State.CopyTo(stateBefore);
        Tensor<T> output = Network.Forward(tape, input);
        if (keepLayersFinite)
            KeepLayersFinite();
        batchLoss = loss.Apply(tape, output, batches.Targets);
        return double.CreateTruncating(batchLoss.Value[0]);
    }

    /// <summary>Computes the slopes of that loss in all parameters.</summary>
    /// <param name="weight">What they are multiplied by.</param>
    /// <param name="accumulate">Whether they are added to those of the batch before.</param>
    public void Backward(double weight = 1, bool accumulate = false)
    {
        if (!accumulate)
            Network.ZeroGradients();
        tape.BackwardWeighted(batchLoss!, T.CreateTruncating(weight));
    }

    /// <summary>Moves the network by the slopes.</summary>
    public void Step() => optimizer.Step();

    // What a batch that is not finite did to the running averages of the layers would stay in them for ever.
    void KeepLayersFinite()
    {
        foreach (T value in Network.State)
        {
            if (T.IsFinite(value))
                continue;
            stateBefore.CopyTo(Network.State);
            return;
        }
    }
}
