using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surefoot.Training.Tensors;

/// <summary>Sums along a row, in an order that its length alone decides.</summary>
internal static unsafe class Reduction
{
    /// <summary>Σ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum<T>(T* x, int length)
        where T : unmanaged, INumber<T>
    {
        var lanes = Vector<T>.Zero;
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count) lanes += Vector.Load(x + i);
        T sum = Vector.Sum(lanes);
        for (; i < length; i++) sum += x[i];
        return sum;
    }

    /// <summary>Σ x·y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Dot<T>(T* x, T* y, int length)
        where T : unmanaged, INumber<T>
    {
        var lanes = Vector<T>.Zero;
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count) lanes += Vector.Load(x + i) * Vector.Load(y + i);
        T sum = Vector.Sum(lanes);
        for (; i < length; i++) sum += x[i] * y[i];
        return sum;
    }
}
