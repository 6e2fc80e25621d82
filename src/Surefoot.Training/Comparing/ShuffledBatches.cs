using Surefoot.Randomness;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Comparing;

/// <summary>
/// Rows in an order drawn from (seed, round), a batch at a time, for loops that are none of the trainer's; a round's
/// short last batch is left out.
/// </summary>
/// <param name="rows">The rows, with targets.</param>
/// <param name="size">The most rows of a batch.</param>
/// <param name="seed">What the order is drawn from.</param>
/// <param name="stream">The stream of random numbers that nothing else draws from.</param>
sealed class ShuffledBatches(IDataset rows, int size, ulong seed, uint stream) : IBatches<float>
{
    readonly int[] order = new int[rows.Count];
    readonly float[] targets = new float[Math.Min(size, rows.Count)];
    int start = rows.Count,
        round;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Targets => targets;

    /// <inheritdoc/>
    public Tensor<float> Load(Tape<float> tape)
    {
        if (start + targets.Length > order.Length)
        {
            new RandomStream(seed, stream, (ulong)++round).Permute(order);
            start = 0;
        }
        Tensor<float> input = tape.Input(rows.InputShape.Batch(targets.Length));
        rows.Read(order.AsSpan(start, targets.Length), input.Value, targets);
        start += targets.Length;
        return input;
    }
}
