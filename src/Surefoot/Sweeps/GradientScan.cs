using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surefoot.Lanes;

namespace Surefoot.Sweeps;

/// <summary>
/// The reads of the gradients before anything is written: are they all finite, and, for clipping by norm, how long is the vector they make? Each question is a read of
/// its own, 4 bytes a weight in float.
/// </summary>
internal static unsafe class GradientScan<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Norms are summed in blocks of this many gradients, so that the order of the sum depends on their number alone.</summary>
    public const int BlockLength = 4096;

    /// <summary>Whether every gradient is a number of a magnitude up to <paramref name="limit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AllWithin(T* gradients, nint length, T limit)
    {
        nint i = 0;
        if (Vector512.IsHardwareAccelerated) i = Run<Lane512<T>>(gradients, i, length, limit);
        else if (Vector256.IsHardwareAccelerated) i = Run<Lane256<T>>(gradients, i, length, limit);
        else if (Vector128.IsHardwareAccelerated) i = Run<Lane128<T>>(gradients, i, length, limit);
        return i >= 0 && Run<Scalar<T>>(gradients, i, length, limit) >= 0;
    }

    /// <summary>The index of the first gradient that is not a number of a magnitude up to <paramref name="limit"/>, or −1.</summary>
    public static nint FirstBeyond(T* gradients, nint length, T limit)
    {
        for (nint i = 0; i < length; i++)
        {
            if (!(T.Abs(gradients[i]) <= limit)) return i;
        }
        return -1;
    }

    /// <summary>The sum of squares in double, in an order that depends on the length alone: 16 running sums, added up in pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(T* gradients, nint length)
    {
        Vector512<double> low = default, high = default;
        nint i = 0;
        for (; i <= length - 16; i += 16)
        {
            var (a, b) = Sixteen(gradients + i);
            low += a * a;
            high += b * b;
        }
        low += high;
        double tail = 0;
        for (; i < length; i++)
        {
            double g = double.CreateTruncating(gradients[i]);
            tail += g * g;
        }
        Vector256<double> four = low.GetLower() + low.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1] + tail;
    }

    /// <summary>The largest magnitude; NaN where one gradient is.</summary>
    public static double Largest(T* gradients, nint length)
    {
        T largest = T.Zero;
        for (nint i = 0; i < length; i++) largest = T.Max(largest, T.Abs(gradients[i]));
        return double.CreateTruncating(largest);
    }

    /// <summary>The sum of squares of gradients divided by <paramref name="size"/>, for those whose own squares overflow.</summary>
    public static double SumOfSquares(T* gradients, nint length, double size)
    {
        double sum = 0;
        for (nint i = 0; i < length; i++)
        {
            double g = double.CreateTruncating(gradients[i]) / size;
            sum += g * g;
        }
        return sum;
    }

    // Where the loop over whole lanes ended, or −1 where one held a number beyond the limit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static nint Run<N>(T* gradients, nint i, nint length, T limit)
        where N : struct, IMemoryLane<N, T>
    {
        if (i < 0) return i;
        for (; i <= length - N.Count; i += N.Count)
        {
            if (!N.AllWithin(N.Load(gradients + i), limit)) return -1;
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector512<double> Low, Vector512<double> High) Sixteen(T* gradients) => typeof(T) == typeof(float)
        ? Vector512.Widen(Vector512.Load((float*)gradients))
        : (Vector512.Load((double*)gradients), Vector512.Load((double*)gradients + 8));
}
