using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>A function of two numbers, written once for every width.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The function.</summary>
    static abstract TLane Apply<TLane>(TLane x, TLane y)
        where TLane : struct, IMemoryLane<TLane, T>;
}

/// <summary>
/// Applies a map to whole buffers. Lanes round each operation the same at every width, so the tail has the bits of the
/// rest.
/// </summary>
internal static unsafe class Map
{
    /// <summary>
    /// to = f(x, y), or to + f(x, y) where <paramref name="add"/>; any of the three may be the same buffer.
    /// </summary>
    public static void Run<T, TMap>(T* x, T* y, T* to, int length, bool add = false)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TMap : IMap<T>
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
            done = Run<T, TMap, Lane512<T>>(x, y, to, 0, length, add);
        else if (Vector256.IsHardwareAccelerated)
            done = Run<T, TMap, Lane256<T>>(x, y, to, 0, length, add);
        else if (Vector128.IsHardwareAccelerated)
            done = Run<T, TMap, Lane128<T>>(x, y, to, 0, length, add);
        Run<T, TMap, Scalar<T>>(x, y, to, done, length, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Run<T, TMap, TLane>(T* x, T* y, T* to, int from, int length, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TMap : IMap<T>
        where TLane : struct, IMemoryLane<TLane, T>
    {
        int i = from;
        for (; i <= length - TLane.Count; i += TLane.Count)
        {
            var value = TMap.Apply(TLane.Load(x + i), TLane.Load(y + i));
            TLane.Store(add ? TLane.Load(to + i) + value : value, to + i);
        }
        return i;
    }
}
