using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Surefoot.Sparse;

/// <summary>
/// The rows of one batch, each once, with the places in the batch where it occurs. Rows are told apart by the table of
/// last touches itself: while a batch is gathered, a row that was seen holds the complement of its place in the list,
/// which is negative; so there is no hash table and no second array of a number a row.
/// </summary>
/// <param name="touches">For each row the step of its last touch, 0 or more.</param>
internal sealed class TouchedRows(int[] touches)
{
    const int None = -1;

    // How many rows ahead memory is asked for their last touches.
    const int Ahead = 32;

    Row[] rows = [];
    int[] next = [];

    /// <summary>How many different rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them occur more than once.</summary>
    public int Repeated { get; private set; }

    /// <summary>The different rows, in the order of their first occurrences.</summary>
    public ReadOnlySpan<Row> Rows => rows.AsSpan(0, Count);

    /// <summary>
    /// Collects the rows of a batch. Until <see cref="Release"/>, their last touches are in <see cref="Rows"/> and not
    /// in the table.
    /// </summary>
    /// <param name="batch">Row numbers within the table; repeats are welcome.</param>
    public void Gather(ReadOnlySpan<int> batch)
    {
        if (rows.Length < batch.Length)
            (rows, next) = (new Row[batch.Length], new int[batch.Length]);
        Count = Repeated = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            if (i + Ahead < batch.Length)
                Prefetch(ref touches[batch[i + Ahead]]);
            ref int touch = ref touches[batch[i]];
            next[i] = None;
            if (touch >= 0)
            {
                rows[Count] = new Row(batch[i], touch, i, i, None);
                touch = ~Count++;
                continue;
            }
            ref Row row = ref rows[~touch];
            next[row.Last] = i;
            row = row with { Last = i, Sum = row.Sum == None ? Repeated++ : row.Sum };
        }
    }

    static unsafe void Prefetch(ref int touch)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref touch));
    }

    /// <summary>The next place in the batch where the same row occurs, or −1.</summary>
    public int Next(int occurrence) => next[occurrence];

    /// <summary>Puts the last touches back as they were.</summary>
    public void Release()
    {
        foreach (ref readonly Row row in Rows)
            touches[row.Number] = row.Touch;
    }

    /// <summary>Writes the same last touch for all rows.</summary>
    public void ReleaseAt(int touch)
    {
        foreach (ref readonly Row row in Rows)
            touches[row.Number] = touch;
    }

    /// <summary>One row of the batch.</summary>
    /// <param name="Number">Its number in the table.</param>
    /// <param name="Touch">Its last touch before this batch.</param>
    /// <param name="FirstPlace">Where it occurs first.</param>
    /// <param name="Last">Where it occurs last, of those seen so far.</param>
    /// <param name="Sum">Which of the sums is its own; −1 where it occurs once.</param>
    internal readonly record struct Row(int Number, int Touch, int FirstPlace, int Last, int Sum)
    {
        /// <summary>Whether it occurs more than once.</summary>
        public bool IsRepeated => Sum != None;
    }
}
