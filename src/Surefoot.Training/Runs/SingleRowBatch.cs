using System.Numerics;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs;

/// <summary>
/// Refuses, before the first step, a last batch of one row that a batch normalisation would refuse in the midst of the
/// epoch: there is no variance in it. Over the places of an image there is.
/// </summary>
static class SingleRowBatch
{
    /// <summary>Looks whether the network can train on the last batch of each epoch.</summary>
    /// <param name="network">The network; nothing of it changes.</param>
    /// <param name="rows">The training rows, at least one.</param>
    /// <param name="batchSize">How many of them a batch has.</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="RunException">It cannot.</exception>
    public static void Refuse<T>(Network<T> network, IDataset rows, int batchSize)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if ((rows.Count - 1) % batchSize != 0)
            return;
        BatchNormalization<T>[] norms = [.. Inside(network.Root).OfType<BatchNormalization<T>>()];
        if (norms.Length == 0)
            return;

        // What a layer is given for one row, one row tells; in evaluation it leaves the running averages alone.
        using var pool = new WorkerPool(1);
        using var tape = new Tape<T>(pool) { Recording = false };
        using var reader = new BatchReader<T>(rows, 1, threads: 1);
        reader.Start();
        network.Forward(tape, reader.Load(tape));
        if (Array.Find(norms, norm => norm.Rows == 1) is not { } one)
            return;
        string remedy = rows.Count == 1 ? "Give it more rows" : "Choose another batch size";
        throw new RunException(
            $"{one.Name} takes mean and variance over a batch, which needs at least two rows, and of "
                + $"{rows.Count} training rows in batches of {batchSize} the last has one. {remedy}."
        );
    }

    /// <summary>A layer and all within it.</summary>
    public static IEnumerable<Layer<T>> Inside<T>(Layer<T> layer)
        where T : unmanaged, IFloatingPointIeee754<T> => layer.Children.SelectMany(Inside).Prepend(layer);
}
