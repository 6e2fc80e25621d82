using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surefoot.Memory;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <summary>
/// The rows of one batch, each once, with its gradient: where a row occurs several times, the sum of its gradients,
/// first to last. Rows are told apart by the table of last touches itself: while a batch is gathered, a row that was
/// seen holds the complement of its place in the list, which is negative; so there is no hash table and no second array
/// of a number a row.
/// </summary>
/// <param name="touches">For each row of the table the step of its last touch, 0 or more.</param>
/// <param name="width">How many weights a row has.</param>
internal sealed unsafe class RowBatch<T>(int[] touches, int width)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const int None = -1;

    // How many rows ahead memory is asked for their last touches.
    const int Ahead = 32;

    BatchRow[] rows = [];
    int[] next = [];
    int count,
        repeated;
    Block<T> sums = new(0);
    T* gradients;
    bool held;

    /// <summary>The different rows, in the order of their first occurrences.</summary>
    public ReadOnlySpan<BatchRow> Rows => rows.AsSpan(0, count);

    /// <summary>Whether a row occurs more than once.</summary>
    public bool Repeats => repeated > 0;

    /// <summary>
    /// Collects the rows of a batch. Until <see cref="Release"/>, their last touches are in <see cref="Rows"/> and not
    /// in the table.
    /// </summary>
    /// <param name="batch">Row numbers within the table; repeats are welcome.</param>
    /// <param name="g">The gradients, which stay where they are until the rows are released.</param>
    public void Gather(ReadOnlySpan<int> batch, T* g)
    {
        count = repeated = 0;
        held = true;
        gradients = g;
        if (rows.Length < batch.Length)
            (rows, next) = (new BatchRow[batch.Length], new int[batch.Length]);
        for (int i = 0; i < batch.Length; i++)
        {
            if (i + Ahead < batch.Length)
                Prefetch(ref touches[batch[i + Ahead]]);
            ref int touch = ref touches[batch[i]];
            next[i] = None;
            if (touch >= 0)
            {
                rows[count] = new BatchRow(batch[i], touch, i, i, None);
                touch = ~count++;
                continue;
            }
            ref BatchRow row = ref rows[~touch];
            next[row.Last] = i;
            row = row with { Last = i, Sum = row.Sum == None ? repeated++ : row.Sum };
        }
        if (sums.Length < repeated * width)
            sums = new Block<T>(repeated * width);
    }

    static void Prefetch(ref int touch)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref touch));
    }

    /// <summary>Says where the gradients lie now, with the numbers that they had as they were gathered.</summary>
    public void Point(T* g) => gradients = g;

    /// <summary>Puts the last touches back as they were; nothing where that was done already.</summary>
    public void Release()
    {
        if (!held)
            return;
        held = false;
        foreach (ref readonly var row in Rows)
            touches[row.Number] = row.Touch;
    }

    /// <summary>Writes the same last touch for all rows.</summary>
    public void ReleaseAt(int touch)
    {
        held = false;
        foreach (ref readonly var row in Rows)
            touches[row.Number] = touch;
    }

    /// <summary>Where the gradient of a row lies: with the others, or among the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Gradient(in BatchRow row) => row.IsRepeated ? sums.Pointer + ((nint)row.Sum * width) : At(row.FirstPlace);

    T* At(int place) => gradients + ((nint)place * width);

    /// <summary>Sums the gradients of repeated rows; false where one gradient is beyond the limit, if any.</summary>
    public bool Sum(ReadOnlySpan<BatchRow> rows, T? limit)
    {
        bool within = true;
        foreach (ref readonly var row in rows)
        {
            T* gradient = Gradient(row);
            if (row.IsRepeated)
            {
                new Span<T>(At(row.FirstPlace), width).CopyTo(new Span<T>(gradient, width));
                for (int i = next[row.FirstPlace]; i >= 0; i = next[i])
                    RowSum<T>.Add(gradient, At(i), width);
            }
            if (limit is { } most && !GradientScan<T>.AllWithin(gradient, width, most))
                within = false;
        }
        return within;
    }

    /// <summary>The sum of the squares of all gradients, once they are summed.</summary>
    public double SumOfSquares()
    {
        double sum = 0;
        foreach (ref readonly var row in Rows)
            sum += GradientScan<T>.SumOfSquares(Gradient(row), width);
        return sum;
    }

    /// <summary>Where the gradient of each row lies; for rare looks at all, as it makes a list.</summary>
    public Segment<T>[] Segments()
    {
        var list = new Segment<T>[Rows.Length];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = new(Rows[i].Number * width, width, 0) { Gradients = Gradient(Rows[i]) };
        }
        return list;
    }
}

/// <summary>One row of the batch.</summary>
/// <param name="Number">Its number in the table.</param>
/// <param name="Touch">Its last touch before this batch.</param>
/// <param name="FirstPlace">Where it occurs first.</param>
/// <param name="Last">Where it occurs last, of those seen so far.</param>
/// <param name="Sum">Which of the sums is its own; −1 where it occurs once.</param>
internal readonly record struct BatchRow(int Number, int Touch, int FirstPlace, int Last, int Sum)
{
    /// <summary>Whether it occurs more than once.</summary>
    public bool IsRepeated => Sum >= 0;
}
