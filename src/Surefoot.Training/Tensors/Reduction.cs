using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Training.Tensors;

/// <summary>
/// Sums along a row, in an order that its length alone decides: 64 bytes of running sums, whatever the processor's
/// vectors, added up in halves.
/// </summary>
internal static unsafe class Reduction
{
    /// <summary>Σ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum<T>(T* x, int length)
        where T : unmanaged, INumber<T>
    {
        var lanes = Vector512<T>.Zero;
        int i = 0;
        for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count)
            lanes += Vector512.Load(x + i);
        T sum = Sum(lanes);
        for (; i < length; i++)
            sum += x[i];
        return sum;
    }

    /// <summary>Σ x·y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot<T>(T* x, T* y, int length)
        where T : unmanaged, INumber<T>
    {
        var lanes = Vector512<T>.Zero;
        int i = 0;
        for (; i <= length - Vector512<T>.Count; i += Vector512<T>.Count)
            lanes += Vector512.Load(x + i) * Vector512.Load(y + i);
        T sum = Sum(lanes);
        for (; i < length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Sum<T>(Vector512<T> lanes)
        where T : unmanaged, INumber<T>
    {
        Vector256<T> half = lanes.GetLower() + lanes.GetUpper();
        Vector128<T> quarter = half.GetLower() + half.GetUpper();
        Vector64<T> eighth = quarter.GetLower() + quarter.GetUpper();
        T sum = eighth[0];
        for (int i = 1; i < Vector64<T>.Count; i++)
            sum += eighth[i];
        return sum;
    }
}
