using Surefoot.Threading;

namespace Surefoot.Training.Tensors;

/// <summary>
/// Hands a job to the threads of a pool where it is large enough to gain by that; else the calling thread does all of
/// it. The bits are the same.
/// </summary>
internal static class Sharing
{
    /// <summary>The multiply-adds that a core does in the time that a hand-over and its wait take, some 5 µs.</summary>
    public const long Least = 1 << 19;

    /// <summary>Runs every piece of a job.</summary>
    /// <param name="pool">The threads.</param>
    /// <param name="job">The job.</param>
    /// <param name="pieces">How many pieces it has.</param>
    /// <param name="work">About how much it is to do, all pieces together, in vectorised multiply-adds.</param>
    public static void Run<TJob>(WorkerPool pool, ref TJob job, int pieces, long work)
        where TJob : struct, IJob
    {
        if ((work >= Least || WorkerPool.SharesSmallWork) && pieces > 1)
        {
            pool.Run(ref job, pieces);
            return;
        }
        for (int piece = 0; piece < pieces; piece++)
            job.Execute(piece);
    }
}
