using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Runs;

/// <summary>
/// Rows cut into batches: reads one batch after another of a pass over them. Allocates nothing once it is made.
/// </summary>
/// <param name="data">The rows.</param>
/// <param name="most">The most rows that a batch has; the last of a pass may be short.</param>
/// <exception cref="RunException">A batch holds more numbers than an array does.</exception>
sealed class BatchSource(IDataset data, int most)
{
    readonly int[] inOrder = new int[Held(most, data.InputShape)];
    ReadOnlyMemory<int>? order;
    int next,
        epoch = 1;

    /// <summary>The rows.</summary>
    public IDataset Data => data;

    /// <summary>The most rows that a batch has.</summary>
    public int Most => most;

    /// <summary>How many rows the next batch has; 0 at the end of the pass.</summary>
    public int Length => Math.Min(most, (order?.Length ?? data.Count) - next);

    /// <summary>Begins a pass.</summary>
    /// <param name="order">
    /// The rows one after another, which do not change until the pass is over; null for all of them as they stand.
    /// </param>
    /// <param name="epoch">The epoch that they are read for, counted from 1.</param>
    /// <param name="from">How many of them are passed over.</param>
    public void Start(ReadOnlyMemory<int>? order, int epoch, int from) =>
        (this.order, this.epoch, next) = (order, epoch, from);

    /// <summary>Reads the next batch.</summary>
    /// <param name="inputs">Receives <see cref="Length"/> rows.</param>
    /// <param name="targets">Receives as many targets, or is empty.</param>
    public void Read(Span<float> inputs, Span<float> targets)
    {
        int count = Length;
        ReadOnlySpan<int> rows = order is { } all ? all.Span.Slice(next, count) : AsTheyStand(count);
        if (data is TransformedDataset transformed)
            transformed.Read(rows, epoch, inputs, targets);
        else
            data.Read(rows, inputs, targets);
        next += count;
    }

    // Before whoever reads makes room for a batch: its length wraps around where an int cannot count it.
    static int Held(int most, Shape row)
    {
        long length = (long)most * row.Length;
        return length <= Array.MaxLength
            ? most
            : throw new RunException(
                $"A batch of {most} rows of the shape {row} holds {length} numbers, more than the "
                    + $"{Array.MaxLength} of one array. Use smaller batches, or smaller rows."
            );
    }

    ReadOnlySpan<int> AsTheyStand(int count)
    {
        for (int i = 0; i < count; i++)
            inOrder[i] = next + i;
        return inOrder.AsSpan(0, count);
    }
}
