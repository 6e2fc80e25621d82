using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surefoot.Optimizers;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <content>Bringing rows that rested to the present step, and keeping them.</content>
public sealed unsafe partial class RowSparseOptimizer<T>
{
    // Memory is asked for rows that come later: so many bytes ahead of each array, but not too many rows. It is asked
    // for many rows in a row, as a request holds up what follows it until the address is translated, which on a large
    // table takes as long as memory does: side by side they are translated together (twice as fast a step as one
    // request for each row done).
    const int BytesAhead = 4096,
        MostRowsAhead = 16,
        CacheLine = 64;

    readonly int ahead;

    /// <summary>Where last touches are counted anew; smaller only in tests.</summary>
    internal long LargestTouch { get; init; } = int.MaxValue - 1;

    /// <summary>
    /// Brings rows, weights and state, to the present step, so that they can be read. It costs those rows that are not
    /// there yet.
    /// </summary>
    /// <param name="table">θ, rows × width; written in the given rows.</param>
    /// <param name="rows">The rows that are about to be read; repeats are welcome.</param>
    /// <exception cref="ArgumentException">The table is of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in the table; nothing was changed.</exception>
    public void CatchUp(Span<T> table, ReadOnlySpan<int> rows)
    {
        RequireTable(table.Length);
        RequireRows(rows);
        fixed (T* θ = table)
        {
            foreach (int row in Part(rows, 0))
                Prefetch(θ, row, touches[row]);
            for (int i = 0; i < rows.Length; i++)
            {
                if (i % ahead == 0)
                {
                    foreach (int row in Part(rows, i + ahead))
                        Prefetch(θ, row, touches[row]);
                }
                Refresh(θ, rows[i], rows[i] + 1);
            }
        }
    }

    /// <summary>
    /// Brings all rows to the present step, at the cost of a walk over the table. Before saving, evaluating on all
    /// rows, or reading the state.
    /// </summary>
    /// <param name="table">θ, rows × width.</param>
    /// <exception cref="ArgumentException">The table is of another length.</exception>
    public void Flush(Span<T> table)
    {
        RequireTable(table.Length);
        fixed (T* θ = table)
            Refresh(θ, 0, Rows);
        AllAt(Steps);
    }

    /// <summary>Flushes the table, and copies all that the optimizer remembers. Save the table with it.</summary>
    /// <param name="table">θ, rows × width.</param>
    public OptimizerSnapshot<T> Save(Span<T> table)
    {
        Flush(table);
        return new()
        {
            Optimizer = Options.Name,
            Form = Options.StateForm,
            Settings = Options.StateSettings,
            Steps = Steps,
            SkippedSteps = SkippedSteps,
            LearningRate = LearningRate,
            Slots = State.ToDictionary(slot => slot.Name, slot => slot.Values.ToArray()),
        };
    }

    /// <summary>Goes on from a copy made by <see cref="Save"/>, or by a dense optimizer of the same settings, with the
    /// table as it was then: bit for bit as if the optimizer that saved it had gone on.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <exception cref="ArgumentException">It is another optimizer's or dialect's, its slots are not those of these
    /// settings and this table, or they hold a number that is not finite (unless <see cref="NonFinite"/> is
    /// <see cref="NonFinitePolicy.Allow"/>); nothing was changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Its count of steps, of skipped steps or its rate is negative; nothing was changed.
    /// </exception>
    public void Restore(OptimizerSnapshot<T> snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.RequireMadeWith(Options);
        var state = State;
        if (snapshot.Slots.Count != state.Count || state.Any(slot => !snapshot.Slots.ContainsKey(slot.Name)))
        {
            throw new ArgumentException(
                $"The saved state has the slots [{string.Join(", ", snapshot.Slots.Keys)}]; these settings "
                    + $"need [{string.Join(", ", state.Select(slot => slot.Name))}].",
                nameof(snapshot)
            );
        }
        foreach (var (name, values) in snapshot.Slots)
        {
            if (values.Length != Rows * Width)
                throw new ArgumentException(
                    $"The slot \"{name}\" of the saved state holds {values.Length} numbers; a table of {Rows} "
                        + $"× {Width} needs {Rows * Width}.",
                    nameof(snapshot)
                );
        }
        if (NonFinite != NonFinitePolicy.Allow)
            Require.Finite(snapshot);
        LearningRate = snapshot.LearningRate;
        foreach (var slot in state)
            snapshot.Slots[slot.Name].CopyTo(slot.Values.Span);
        (Steps, SkippedSteps) = (snapshot.Steps, snapshot.SkippedSteps);
        AllAt(Steps);
        rests.Restart(Steps);
    }

    void AllAt(long step)
    {
        origin = step;
        Array.Clear(touches);
    }

    // Rows side by side that rested equally long are brought on in one go.
    void Refresh(T* θ, int from, int to)
    {
        int present = (int)(Steps - origin);
        while (from < to)
        {
            int touch = touches[from],
                end = from + 1;
            while (end < to && touches[end] == touch)
                end++;
            if (touch != present)
            {
                nint place = (nint)from * Width;
                var memory = new Streams<T>(θ + place, null, At(0, place), At(1, place), At(2, place));
                RestSweep<T>.Apply(rests.Since(origin + touch), memory, (nint)(end - from) * Width);
                touches.AsSpan(from, end - from).Fill(present);
            }
            from = end;
        }
    }

    // As many rows as are asked for together.
    ReadOnlySpan<TRow> Part<TRow>(ReadOnlySpan<TRow> rows, int from) =>
        rows[Math.Min(from, rows.Length)..Math.Min(from + ahead, rows.Length)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Prefetch(T* θ, int row, int touch)
    {
        rests.Prefetch(origin + touch);
        if (!Sse.IsSupported)
            return;
        nint place = (nint)row * Width;
        Fetch(θ + place);
        foreach (var slot in slots)
        {
            if (slot is not null)
                Fetch(slot.Pointer + place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Fetch(T* start)
    {
        long bytes = Math.Min((long)Width * sizeof(T), BytesAhead);
        for (int i = 0; i < bytes; i += CacheLine)
            Sse.Prefetch0((byte*)start + i);
    }

    void RequireTable(int length)
    {
        if (length != (long)Rows * Width)
            throw new ArgumentException(
                $"The table has {length} weights; the optimizer is for {Rows} × {Width}, which is {(long)Rows * Width}."
            );
    }

    void RequireGradients(ReadOnlySpan<int> rows, int gradients)
    {
        if (gradients != (long)rows.Length * Width)
            throw new ArgumentException(
                $"{rows.Length} rows of {Width} need {(long)rows.Length * Width} gradients; there are {gradients}.",
                nameof(gradients)
            );
        RequireRows(rows);
    }

    void RequireRows(ReadOnlySpan<int> rows)
    {
        uint count = (uint)Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= count)
                throw new ArgumentOutOfRangeException(
                    nameof(rows),
                    rows[i],
                    $"Row {rows[i]}, at place {i} of the batch, is not in the table, which has {Rows} rows (0 "
                        + $"to {Rows - 1})."
                );
        }
    }
}
