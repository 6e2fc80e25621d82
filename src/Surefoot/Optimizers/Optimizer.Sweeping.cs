using System.Numerics;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Optimizers;

/// <content>How a step is shared among threads: the arena is cut into as many ranges as there are threads, whatever
/// lies in them.</content>
public unsafe partial class Optimizer<T>
{
    // Below this many weights a hand-over to another thread costs more than it saves. Where nothing was shared since
    // the last step, weights and gradients lie in the cache of the calling thread, from which another would have to
    // fetch them; then sharing pays where they are too many for that cache.
    const int SharedFrom = 32_768,
        SharedFromCache = 786_432;

    // Ranges start on multiples of this, so that no two threads write to one cache line.
    const int Grain = 64;

    // The number of the last job that the pool shared before or in the last step.
    int sharedBefore;

    int Pieces =>
        Pool is { } pool
        && Length >= (pool.Shared == sharedBefore && !WorkerPool.SharesSmallWork ? SharedFromCache : SharedFrom)
            ? pool.Threads
            : 1;

    void Sweep()
    {
        int pieces = Pieces;
        if (pieces == 1)
            Sweep(0, Length);
        else
            Share(Work.Step, pieces, 0);
    }

    bool AllWithin(double limit)
    {
        int pieces = Pieces;
        return pieces == 1 ? AllWithin(0, Length, limit) : Share(Work.Check, pieces, limit);
    }

    bool Share(Work work, int pieces, double limit)
    {
        var job = new RangeJob(this, work, pieces, limit);
        Pool!.Run(ref job, pieces);
        return Volatile.Read(ref job.Failed) == 0;
    }

    void Sweep(int from, int to)
    {
        foreach (ref readonly var segment in segments.AsSpan())
        {
            int start = Math.Max(from, segment.Offset),
                end = Math.Min(to, segment.Offset + segment.Length);
            if (start >= end)
                continue;
            int skipped = start - segment.Offset;
            var memory = new Streams<T>(
                segment.Parameters + skipped,
                segment.Gradients + skipped,
                At(0, start),
                At(1, start),
                At(2, start)
            );
            sweep.Step(segment.Group, segment.Intake, memory, end - start);
        }
    }

    T* At(int slot, int offset) => slots[slot] is { } block ? block.Pointer + offset : null;

    bool AllWithin(int from, int to, double limit)
    {
        foreach (ref readonly var segment in segments.AsSpan())
        {
            int start = Math.Max(from, segment.Offset),
                end = Math.Min(to, segment.Offset + segment.Length);
            if (
                start < end
                && !GradientScan<T>.AllWithin(
                    segment.Gradients + (start - segment.Offset),
                    end - start,
                    T.CreateTruncating(limit)
                )
            )
                return false;
        }
        return true;
    }

    // The largest gradient, before scaling, whose square the rule can hold.
    double GradientLimit()
    {
        double largest = sizeof(T) == sizeof(float) ? float.MaxValue : double.MaxValue,
            limit = double.PositiveInfinity;
        foreach (var group in groups)
            limit = Math.Min(limit, group.Options.GradientLimit(largest));
        return GradientClipping.LargestGradient(Clipping, limit, GradientScale, largest);
    }

    NonFiniteGradientException Offender(ParameterLayout? layout, double limit)
    {
        foreach (ref readonly var segment in segments.AsSpan())
        {
            nint index = GradientScan<T>.FirstBeyond(segment.Gradients, segment.Length, T.CreateTruncating(limit));
            if (index < 0)
                continue;
            int place = segment.Offset + (int)index;
            var parameter = layout?.Find(place) ?? new ParameterRange("the parameters", 0, Length);
            return new NonFiniteGradientException(
                parameter.Name,
                place - parameter.Offset,
                Steps + 1,
                double.CreateTruncating(segment.Gradients[index])
            );
        }
        throw new InvalidOperationException("The gradients changed while they were being checked.");
    }

    enum Work
    {
        Step,
        Check,
    }

    struct RangeJob(Optimizer<T> owner, Work work, int pieces, double limit) : IJob
    {
        public int Failed;

        public void Execute(int piece)
        {
            int from = Start(piece),
                to = piece == pieces - 1 ? owner.Length : Start(piece + 1);
            if (work == Work.Step)
                owner.Sweep(from, to);
            else if (!owner.AllWithin(from, to, limit))
                Volatile.Write(ref Failed, 1);
        }

        readonly int Start(int piece) => (int)((long)owner.Length * piece / pieces) / Grain * Grain;
    }
}
