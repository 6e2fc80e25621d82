using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Optimizers;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Sparse;

/// <summary>
/// The two passes over the rows of a batch, in pieces that threads share. Each row belongs to one piece, and nothing
/// depends on the order of pieces.
/// </summary>
internal sealed unsafe class RowSweep<T>(
    RuleSweep<T> rule,
    StateSlots<T> slots,
    LazyRows<T> resting,
    RowBatch<T> batch,
    int width
)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Weights in one piece, and those below which a hand-over to another thread costs more than it saves.
    const int WeightsPerPiece = 16_384,
        SharedFrom = 2 * WeightsPerPiece;

    /// <summary>Sums the gradients of repeated rows; false where one gradient is beyond the limit, if any.</summary>
    public bool Sum(T? limit, WorkerPool? pool)
    {
        var job = new SumJob(batch, RowsPerPiece(pool), limit);
        Run(ref job, pool);
        return Volatile.Read(ref job.Failed) == 0;
    }

    /// <summary>Steps the rows of the batch, brought to the present step as last touches count it.</summary>
    public void Step(T* θ, GradientTransform<T> transform, int present, WorkerPool? pool)
    {
        var job = new StepJob(this, RowsPerPiece(pool), θ, transform, present);
        Run(ref job, pool);
    }

    bool IsShared(WorkerPool? pool) => pool is { Threads: > 1 } && (long)batch.Rows.Length * width >= SharedFrom;

    int RowsPerPiece(WorkerPool? pool) => IsShared(pool) ? Math.Max(1, WeightsPerPiece / width) : batch.Rows.Length;

    void Run<TJob>(ref TJob job, WorkerPool? pool)
        where TJob : struct, IJob
    {
        if (!IsShared(pool))
            job.Execute(0);
        else
            pool!.Run(ref job, ((batch.Rows.Length - 1) / RowsPerPiece(pool)) + 1);
    }

    void Step(int piece, int rowsPerPiece, T* θ, in GradientTransform<T> transform, int present)
    {
        var rows = Piece(batch, piece, rowsPerPiece);
        var table = slots.Streams(θ, null, 0);
        int known = -1,
            ahead = resting.Ahead;
        Rest rest = default;
        foreach (ref readonly var row in resting.Part(rows, 0))
            resting.Prefetch(table, row.Number, row.Touch);
        for (int i = 0; i < rows.Length; i++)
        {
            if (i % ahead == 0)
            {
                // The other lines are asked for while roots are taken.
                foreach (ref readonly var announced in resting.Part(rows, i + ahead))
                    LazyRows<T>.PrefetchBytes(table, (nint)width * announced.Number, 1);
            }
            ref readonly var row = ref rows[i];
            var memory = Memory(row, table);
            // Towards the end there is none; asking for what is at hand costs nothing.
            var later = memory;
            if (i + ahead < rows.Length)
            {
                ref readonly var next = ref rows[i + ahead];
                later = Memory(next, table);
                resting.Record.Prefetch(resting.Origin + next.Touch);
            }
            T kept = T.One;
            if (row.Touch != present)
            {
                if (row.Touch != known)
                    rest = resting.Record.Since(resting.Origin + (known = row.Touch));
                kept = RestSweep<T>.ApplyOthers(rest, memory, width);
            }
            rule.StepRow(transform, memory, later, kept, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Streams<T> Memory(in BatchRow row, in Streams<T> table) =>
        table.From((nint)row.Number * width, batch.Gradient(row));

    static ReadOnlySpan<BatchRow> Piece(RowBatch<T> batch, int piece, int rows)
    {
        int from = piece * rows;
        return batch.Rows[from..Math.Min(from + rows, batch.Rows.Length)];
    }

    struct SumJob(RowBatch<T> batch, int rows, T? limit) : IJob
    {
        public int Failed;

        public void Execute(int piece)
        {
            if (!batch.Sum(Piece(batch, piece, rows), limit))
                Volatile.Write(ref Failed, 1);
        }
    }

    readonly struct StepJob(RowSweep<T> owner, int rows, T* θ, GradientTransform<T> transform, int present) : IJob
    {
        public void Execute(int piece) => owner.Step(piece, rows, θ, transform, present);
    }
}
