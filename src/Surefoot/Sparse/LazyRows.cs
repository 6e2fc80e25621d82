using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surefoot.Optimizers;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <summary>
/// The rows of a table as they rest: the step of each one's last touch, what the steps since have done to those without
/// gradient, and how a row is brought to the present step.
/// </summary>
internal sealed unsafe class LazyRows<T>(StateSlots<T> slots, RestRecord record, TableShape shape)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Memory is asked for rows that come later: so many bytes ahead of each array, but not too many rows. It is asked
    // for many rows in a row, as a request holds up what follows it until the address is translated, which on a large
    // table takes as long as memory does: side by side they are translated together (twice as fast a step as one
    // request for each row done).
    const int BytesAhead = 4096,
        MostRowsAhead = 16,
        CacheLine = 64;

    readonly int width = shape.Width;

    /// <summary>For each row the step of its last touch, counted from <see cref="Origin"/>.</summary>
    public int[] Touches { get; } = new int[shape.Rows];

    /// <summary>Where last touches are counted from.</summary>
    public long Origin { get; set; }

    /// <summary>For how many rows memory is asked together.</summary>
    public int Ahead { get; } = (int)Math.Clamp(BytesAhead / ((long)shape.Width * sizeof(T)), 1, MostRowsAhead);

    /// <summary>What the steps have done to rows without gradient.</summary>
    public RestRecord Record => record;

    /// <summary>As many rows as are asked for together.</summary>
    public ReadOnlySpan<TRow> Part<TRow>(ReadOnlySpan<TRow> rows, int from) =>
        rows[Math.Min(from, rows.Length)..Math.Min(from + Ahead, rows.Length)];

    /// <summary>Brings some rows to the present step, the number of steps taken; repeats are welcome.</summary>
    public void CatchUp(T* θ, ReadOnlySpan<int> rows, long steps)
    {
        var table = slots.Streams(θ, null, 0);
        foreach (int row in Part(rows, 0))
            Prefetch(table, row, Touches[row]);
        for (int i = 0; i < rows.Length; i++)
        {
            if (i % Ahead == 0)
            {
                foreach (int row in Part(rows, i + Ahead))
                    Prefetch(table, row, Touches[row]);
            }
            CatchUp(θ, rows[i], rows[i] + 1, steps);
        }
    }

    /// <summary>Brings all rows to the present step, and counts last touches from it.</summary>
    public void Flush(T* θ, long steps)
    {
        CatchUp(θ, 0, shape.Rows, steps);
        AllAt(steps);
    }

    /// <summary>All rows stand at this step.</summary>
    public void AllAt(long step)
    {
        Origin = step;
        Array.Clear(Touches);
    }

    /// <summary>
    /// Takes note of a step that was taken. A row that no batch touches must be caught up with before the record of its
    /// rest is overwritten: the table is walked once in that time, a few rows at a step (or one row in many steps).
    /// Which ones depends on the number of the step alone.
    /// </summary>
    public void Add(T* θ, in Rest step, long steps)
    {
        record.Add(step);
        if (record.Reach == int.MaxValue)
            return;
        long turn = steps % record.Reach;
        CatchUp(θ, (int)(turn * shape.Rows / record.Reach), (int)((turn + 1) * shape.Rows / record.Reach), steps);
    }

    // Rows side by side that rested equally long are brought on in one go.
    void CatchUp(T* θ, int from, int to, long steps)
    {
        int present = (int)(steps - Origin);
        while (from < to)
        {
            int touch = Touches[from],
                end = from + 1;
            while (end < to && Touches[end] == touch)
                end++;
            if (touch != present)
            {
                nint place = (nint)from * width;
                RestSweep<T>.Apply(
                    record.Since(Origin + touch),
                    slots.Streams(θ + place, null, place),
                    (nint)(end - from) * width
                );
                Touches.AsSpan(from, end - from).Fill(present);
            }
            from = end;
        }
    }

    /// <summary>Asks memory for a whole row, and for what it has gone through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(in Streams<T> table, int row, int touch)
    {
        record.Prefetch(Origin + touch);
        PrefetchBytes(table, (nint)row * width, (int)Math.Min((long)width * sizeof(T), BytesAhead));
    }

    /// <summary>Asks memory for so many bytes of the weights and the state at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchBytes(in Streams<T> table, nint place, int bytes)
    {
        if (!Sse.IsSupported)
            return;
        Fetch(table.Parameters + place, bytes);
        if (table.First != null)
            Fetch(table.First + place, bytes);
        if (table.Second != null)
            Fetch(table.Second + place, bytes);
        if (table.Third != null)
            Fetch(table.Third + place, bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Fetch(T* start, int bytes)
    {
        for (int i = 0; i < bytes; i += CacheLine)
            Sse.Prefetch0((byte*)start + i);
    }
}
