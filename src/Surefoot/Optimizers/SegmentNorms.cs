using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Optimizers;

/// <summary>
/// The one read of the gradients that clipping by norm needs, which tells as well whether all are finite: the sum of
/// squares of each parameter.
/// </summary>
internal sealed unsafe class SegmentNorms<T>(SegmentList<T> segments)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    double[] squares = [],
        blockSums = [];

    /// <summary>The sum of the squares of each parameter's gradients.</summary>
    public ReadOnlySpan<double> Squares => squares.AsSpan(0, segments.Parameters.Length);

    /// <summary>That of all, in the order of parameters, whatever their groups and places.</summary>
    public double AllSquares
    {
        get
        {
            double sum = 0;
            foreach (double each in Squares)
                sum += each;
            return sum;
        }
    }

    /// <summary>Takes the sums.</summary>
    public void Take(WorkerPool? pool)
    {
        var parameters = segments.Parameters;
        if (squares.Length < parameters.Length)
            squares = new double[parameters.Length];
        int i = 0;
        foreach (ref readonly var segment in segments.All)
        {
            int end = segment.Offset + segment.Length;
            for (; i < parameters.Length && parameters[i].Offset + parameters[i].Length <= end; i++)
            {
                T* gradients = segment.Gradients + (parameters[i].Offset - segment.Offset);
                squares[i] = SumOfSquares(gradients, parameters[i].Length, pool);
            }
        }
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
        return true;
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
