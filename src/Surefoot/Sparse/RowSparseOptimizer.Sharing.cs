using System.Numerics;
using System.Runtime.Intrinsics.X86;
using Surefoot.Optimizers;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Sparse;

/// <content>The two passes over the rows of a batch, in pieces that threads share. Each row belongs to one piece, and
/// nothing depends on the order of pieces.</content>
public sealed unsafe partial class RowSparseOptimizer<T>
{
    // Weights in one piece, and those below which a hand-over to another thread costs more than it saves.
    const int WeightsPerPiece = 16_384,
        SharedFrom = 2 * WeightsPerPiece;

    int RowsPerPiece => Math.Max(1, WeightsPerPiece / Width);

    // False where a gradient is not finite.
    bool Run(in Batch batch, Work work)
    {
        if (Pool is not { Threads: > 1 } pool || (long)touched.Count * Width < SharedFrom)
            return Do(touched.Rows, batch, work);
        var job = new RowsJob(this, batch, work);
        pool.Run(ref job, (touched.Count + RowsPerPiece - 1) / RowsPerPiece);
        return Volatile.Read(ref job.Failed) == 0;
    }

    bool Do(ReadOnlySpan<TouchedRows.Row> rows, in Batch batch, Work work)
    {
        if (work == Work.Sum)
            return Sum(rows, batch);
        Step(rows, batch);
        return true;
    }

    // Where the gradient of a row lies: with the others, or among the sums.
    T* Gradient(in TouchedRows.Row row, in Batch batch) =>
        row.IsRepeated ? sums.Pointer + ((nint)row.Sum * Width) : batch.Gradients + ((nint)row.FirstPlace * Width);

    // Sums what repeats, and says whether all is finite.
    bool Sum(ReadOnlySpan<TouchedRows.Row> rows, in Batch batch)
    {
        bool looks = NonFinite != NonFinitePolicy.Allow,
            finite = true;
        foreach (ref readonly var row in rows)
        {
            T* gradient = Gradient(row, batch);
            if (row.IsRepeated)
            {
                new Span<T>(batch.Gradients + ((nint)row.FirstPlace * Width), Width).CopyTo(
                    new Span<T>(gradient, Width)
                );
                for (int i = touched.Next(row.FirstPlace); i >= 0; i = touched.Next(i))
                    RowSum<T>.Add(gradient, batch.Gradients + ((nint)i * Width), Width);
            }
            if (looks && !GradientScan<T>.AllWithin(gradient, Width, batch.Limit))
                finite = false;
        }
        return finite;
    }

    void Step(ReadOnlySpan<TouchedRows.Row> rows, in Batch batch)
    {
        int present = (int)(Steps - origin),
            known = -1;
        Rest rest = default;
        foreach (ref readonly var row in Part(rows, 0))
            Prefetch(batch.Table, row.Number, row.Touch);
        for (int i = 0; i < rows.Length; i++)
        {
            if (i % ahead == 0)
                Announce(Part(rows, i + ahead), batch);
            ref readonly var row = ref rows[i];
            var memory = Memory(row, batch);
            // Towards the end there is none; asking for what is at hand costs nothing.
            var later = memory;
            if (i + ahead < rows.Length)
            {
                ref readonly var next = ref rows[i + ahead];
                later = Memory(next, batch);
                rests.Prefetch(origin + next.Touch);
            }
            T kept = T.One;
            if (row.Touch != present)
            {
                if (row.Touch != known)
                    rest = rests.Since(origin + (known = row.Touch));
                kept = RestSweep<T>.ApplyOthers(rest, memory, Width);
            }
            sweep.StepRow(intake, memory, later, kept, Width);
        }
    }

    // Asks for the first line of each row, so that the addresses are translated; the other lines are asked for while
    // roots are taken.
    void Announce(ReadOnlySpan<TouchedRows.Row> rows, in Batch batch)
    {
        if (!Sse.IsSupported)
            return;
        foreach (ref readonly var row in rows)
        {
            nint place = (nint)row.Number * Width;
            Sse.Prefetch0(batch.Table + place);
            foreach (var slot in slots)
            {
                if (slot is not null)
                    Sse.Prefetch0(slot.Pointer + place);
            }
        }
    }

    Streams<T> Memory(in TouchedRows.Row row, in Batch batch)
    {
        nint place = (nint)row.Number * Width;
        return new(batch.Table + place, Gradient(row, batch), At(0, place), At(1, place), At(2, place));
    }

    T* At(int slot, nint place) => slots[slot] is { } block ? block.Pointer + place : null;

    enum Work
    {
        Sum,
        Step,
    }

    readonly struct Batch(T* table, T* gradients, T limit)
    {
        public readonly T* Table = table,
            Gradients = gradients;
        public readonly T Limit = limit;
    }

    struct RowsJob(RowSparseOptimizer<T> owner, Batch batch, Work work) : IJob
    {
        public int Failed;

        public void Execute(int piece)
        {
            var all = owner.touched.Rows;
            int from = piece * owner.RowsPerPiece;
            if (!owner.Do(all[from..Math.Min(from + owner.RowsPerPiece, all.Length)], batch, work))
                Volatile.Write(ref Failed, 1);
        }
    }
}
