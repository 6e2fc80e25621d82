using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Clipping;
using Surefoot.Rules;
using Surefoot.Sweeps;
using Surefoot.Threading;

namespace Surefoot.Optimizers;

/// <content>Clipping by a norm: the one read of the gradients that it needs, which tells as well whether all are
/// finite.</content>
public unsafe partial class Optimizer<T>
{
    // The sums of squares that clipping by norm has to know: of each segment, or in the first place of all.
    double[] squares = [];
    double[] blockSums = [];

    /// <summary>
    /// The norm of gradients that others step and that belong to the same whole: clipping by global norm holds the
    /// length of all together to its limit. Set it before a step; like the gradients it counts before
    /// <see cref="GradientScale"/>. Default 0: there are no others.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, NaN or infinite.</exception>
    public double OtherGradientNorm
    {
        get;
        set => field = Setting.NotNegative(value);
    }

    /// <summary>
    /// The Euclidean norm of gradients, before scaling, for others that are clipped with them
    /// (<see cref="OtherGradientNorm"/>); infinite or NaN where one is.
    /// </summary>
    /// <param name="gradients">As many as there are weights.</param>
    public double GradientNorm(ReadOnlySpan<T> gradients)
    {
        fixed (T* g = gradients)
        {
            double sum = SumOfSquares(g, gradients.Length);
            if (double.IsFinite(sum))
                return Math.Sqrt(sum);
            double size = GradientScan<T>.Largest(g, gradients.Length);
            return double.IsFinite(size)
                ? size * Math.Sqrt(GradientScan<T>.SumOfSquares(g, gradients.Length, size))
                : size;
        }
    }

    void SumSquares()
    {
        if (Clipping is { Kind: ClippingKind.GlobalNorm })
            squares[0] = SumOfSquares();
        else if (Clipping is { Kind: ClippingKind.Norm })
        {
            for (int i = 0; i < segments.Length; i++)
                squares[i] = SumOfSquares(segments[i].Gradients, segments[i].Length);
        }
    }

    // No gradient is longer than the vector that it belongs to.
    bool SquaresAreWithin(double limit)
    {
        int sums = Clipping?.Kind switch
        {
            ClippingKind.GlobalNorm => Math.Min(1, segments.Length),
            ClippingKind.Norm => segments.Length,
            _ => 0,
        };
        foreach (double sum in squares.AsSpan(0, sums))
        {
            if (!double.IsFinite(sum) || sum > limit * limit)
                return false;
        }
        return sums > 0;
    }

    void PrepareIntakes(double factor)
    {
        double bound = Clipping is { Kind: ClippingKind.Value } byValue ? byValue.Limit : double.PositiveInfinity;
        double scale = Clipping is { Kind: ClippingKind.GlobalNorm } global
            ? Shortened(global, segments, squares[0], OtherGradientNorm)
            : GradientScale;
        for (int i = 0; i < segments.Length; i++)
        {
            ref Segment<T> segment = ref segments[i];
            double own = Clipping is { Kind: ClippingKind.Norm } byNorm
                ? Shortened(byNorm, segments.AsSpan(i, 1), squares[i], 0)
                : scale;
            segment.Intake = Intake<T>.At<Number<T>>(
                groups[segment.Group].Options,
                factor * GroupRate(segment.Group),
                own,
                bound
            );
        }
    }

    // What the gradients of these segments are multiplied by under clipping by their norm and that of others, scaling
    // included.
    double Shortened(GradientClipping clipping, ReadOnlySpan<Segment<T>> together, double sum, double others)
    {
        if (clipping.Factor(sum, others, GradientScale) is { } factor)
            return factor;
        double size = others;
        foreach (ref readonly var segment in together)
            size = Math.Max(size, GradientScan<T>.Largest(segment.Gradients, segment.Length));
        double divided = 0;
        if (double.IsFinite(size))
        {
            foreach (ref readonly var segment in together)
                divided += GradientScan<T>.SumOfSquares(segment.Gradients, segment.Length, size);
        }
        return clipping.FactorOfLarge(size, divided, others, GradientScale);
    }

    // Parameter by parameter, so that the order depends on neither the groups nor on whether the tensors lie apart.
    double SumOfSquares()
    {
        double sum = 0;
        int next = 0;
        foreach (ref readonly var segment in segments.AsSpan())
        {
            for (
                ;
                next < ranges.Length && ranges[next].Offset + ranges[next].Length <= segment.Offset + segment.Length;
                next++
            )
                sum += SumOfSquares(segment.Gradients + (ranges[next].Offset - segment.Offset), ranges[next].Length);
        }
        return sum;
    }

    // Summed block by block and then block after block: the order depends on the length alone, never on the threads.
    double SumOfSquares(T* gradients, int length)
    {
        const int Block = GradientScan<T>.BlockLength;
        int blocks = (int)(((long)length + Block - 1) / Block);
        if (blockSums.Length < blocks)
            blockSums = new double[blocks];
        var job = new NormJob(gradients, length, blockSums);
        if (Pieces > 1)
            Pool!.Run(ref job, blocks);
        else
            for (int i = 0; i < blocks; i++)
                job.Execute(i);
        double sum = 0;
        for (int i = 0; i < blocks; i++)
            sum += blockSums[i];
        return sum;
    }

    [StructLayout(LayoutKind.Auto)]
    readonly struct NormJob(T* gradients, int length, double[] sums) : IJob
    {
        public void Execute(int piece)
        {
            int start = piece * GradientScan<T>.BlockLength;
            sums[piece] = GradientScan<T>.SumOfSquares(
                gradients + start,
                Math.Min(GradientScan<T>.BlockLength, length - start)
            );
        }
    }
}
