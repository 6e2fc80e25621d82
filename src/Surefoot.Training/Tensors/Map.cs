using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>A function of two numbers, written once for every width.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The function.</summary>
    TLane Apply<TLane>(TLane x, TLane y)
        where TLane : struct, IMemoryLane<TLane, T>;
}

/// <summary>Applies a map to whole buffers.</summary>
internal static unsafe class Map
{
    /// <summary>
    /// to = f(x, y), or to + f(x, y) where <paramref name="add"/>; any of the three may be the same buffer.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T, TMap>(T* x, T* y, T* to, int length, bool add = false, TMap map = default)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TMap : struct, IMap<T> => LaneLoop.Run<T, Body<T, TMap>>(new(x, y, to, add, map), length);

    readonly struct Body<T, TMap>(T* x, T* y, T* to, bool add, TMap map) : ILaneBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TMap : struct, IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint j)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane value = map.Apply(TLane.Load(x + j), TLane.Load(y + j));
            TLane.Store(add ? TLane.Load(to + j) + value : value, to + j);
        }
    }
}
