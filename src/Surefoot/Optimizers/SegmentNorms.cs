using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Clipping;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Optimizers;

/// <summary>
/// The one read of the gradients that clipping by norm needs, which tells as well whether all are finite: the sum of
/// squares of each segment, or of all together.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="segments">The segments.</param>
internal sealed unsafe class SegmentNorms<T>(SegmentList<T> segments)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    double[] squares = [],
        blockSums = [];
    int count;

    /// <summary>The sums of squares: that of all segments, or that of each.</summary>
    public ReadOnlySpan<double> Squares => squares.AsSpan(0, count);

    /// <summary>Takes the sums that this clipping needs.</summary>
    /// <param name="clipping">By norm, or by global norm.</param>
    /// <param name="pool">The threads that share the work; null for the caller's alone.</param>
    public void Take(GradientClipping clipping, WorkerPool? pool)
    {
        bool together = clipping.Kind == ClippingKind.GlobalNorm;
        count = together ? Math.Min(1, segments.All.Length) : segments.All.Length;
        if (squares.Length < count)
            squares = new double[count];
        if (together && count > 0)
            squares[0] = SumOfSquares(pool);
        else
            for (int i = 0; i < count; i++)
                squares[i] = SumOfSquares(segments.All[i].Gradients, segments.All[i].Length, pool);
    }

    /// <summary>Whether the sums alone say that all gradients are within a limit: none is longer than the vector that
    /// it belongs to.</summary>
    public bool AreWithin(double limit)
    {
        foreach (double sum in Squares)
        {
            if (!double.IsFinite(sum) || sum > limit * limit)
                return false;
        }
        return count > 0;
    }

    // Parameter by parameter, so that the order depends on neither the groups nor on whether the tensors lie apart.
    double SumOfSquares(WorkerPool? pool)
    {
        var parameters = segments.Parameters;
        double sum = 0;
        int next = 0;
        foreach (ref readonly var segment in segments.All)
        {
            int end = segment.Offset + segment.Length;
            for (; next < parameters.Length && parameters[next].Offset + parameters[next].Length <= end; next++)
            {
                int inside = parameters[next].Offset - segment.Offset;
                sum += SumOfSquares(segment.Gradients + inside, parameters[next].Length, pool);
            }
        }
        return sum;
    }

    /// <summary>
    /// The sum of the squares of gradients, block by block and then block after block: the order depends on the length
    /// alone, never on the threads.
    /// </summary>
    public double SumOfSquares(T* gradients, int length, WorkerPool? pool)
    {
        const int Block = GradientScan<T>.BlockLength;
        int blocks = (int)(((long)length + Block - 1) / Block);
        if (blockSums.Length < blocks)
            blockSums = new double[blocks];
        var job = new BlockJob(gradients, length, blockSums);
        if (pool is not null)
            pool.Run(ref job, blocks);
        else
            for (int i = 0; i < blocks; i++)
                job.Execute(i);
        double sum = 0;
        for (int i = 0; i < blocks; i++)
            sum += blockSums[i];
        return sum;
    }

    [StructLayout(LayoutKind.Auto)]
    readonly struct BlockJob(T* gradients, int length, double[] sums) : IJob
    {
        public void Execute(int piece)
        {
            int start = piece * GradientScan<T>.BlockLength,
                rest = length - start;
            sums[piece] = GradientScan<T>.SumOfSquares(gradients + start, Math.Min(GradientScan<T>.BlockLength, rest));
        }
    }
}
