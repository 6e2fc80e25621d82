using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Optimizers;

/// <summary>
/// A pass over all segments, shared among threads: the weights are cut into as many ranges as there are threads,
/// whatever lies in them.
/// </summary>
internal sealed unsafe class SegmentSweep<T>(RuleSweep<T> rule, StateSlots<T> slots, SegmentList<T> segments)
    where T : unmanaged, IFloatingPointIeee754<T>
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

    /// <summary>The threads to share a pass over so many weights with; null where it does not pay.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WorkerPool? Sharing(WorkerPool? pool, int length) =>
        length >= SharedFrom && pool is { Threads: > 1 } && Pays(pool, length) ? pool : null;

    bool Pays(WorkerPool pool, int length) =>
        length >= SharedFromCache || pool.Shared != sharedBefore || WorkerPool.SharesSmallWork;

    /// <summary>Steps all weights; the pool is what the optimizer has, whether it shares the pass or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(int length, WorkerPool? sharing, WorkerPool? pool)
    {
        if (sharing is null)
            Step(0, length);
        else
            Run(sharing, length, null);
        sharedBefore = pool?.Shared ?? 0;
    }

    /// <summary>Whether all gradients are numbers of a magnitude up to a limit.</summary>
    public bool AllWithin(double limit, int length, WorkerPool? sharing) =>
        sharing is null ? AllWithin(0, length, limit) : Run(sharing, length, limit);

    bool Run(WorkerPool sharing, int length, double? limit)
    {
        var job = new RangeJob(this, length, sharing.Threads, limit);
        sharing.Run(ref job, sharing.Threads);
        return Volatile.Read(ref job.Failed) == 0;
    }

    void Step(int from, int to)
    {
        foreach (ref readonly var segment in segments.All)
        {
            int start = Math.Max(from, segment.Offset),
                end = Math.Min(to, segment.Offset + segment.Length);
            if (start >= end)
                continue;
            int skipped = start - segment.Offset;
            var memory = slots.Streams(segment.Parameters + skipped, segment.Gradients + skipped, start);
            rule.Step(segment.Group, segment.Transform, memory, end - start);
        }
    }

    bool AllWithin(int from, int to, double limit)
    {
        foreach (ref readonly var segment in segments.All)
        {
            int start = Math.Max(from, segment.Offset),
                end = Math.Min(to, segment.Offset + segment.Length);
            T* gradients = segment.Gradients + (start - segment.Offset);
            if (start < end && !GradientScan<T>.AllWithin(gradients, end - start, T.CreateTruncating(limit)))
                return false;
        }
        return true;
    }

    // A step, or where there is a limit a look at the gradients.
    struct RangeJob(SegmentSweep<T> owner, int length, int pieces, double? limit) : IJob
    {
        public int Failed;

        public void Execute(int piece)
        {
            int from = Start(piece),
                to = piece == pieces - 1 ? length : Start(piece + 1);
            if (limit is not { } most)
                owner.Step(from, to);
            else if (!owner.AllWithin(from, to, most))
                Volatile.Write(ref Failed, 1);
        }

        readonly int Start(int piece) => (int)((long)length * piece / pieces) / Grain * Grain;
    }
}
