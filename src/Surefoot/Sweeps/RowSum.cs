using System.Numerics;
using Surefoot.Lanes;

namespace Surefoot.Sweeps;

/// <summary>
/// Adds one row of gradients to another; each column by itself, so that the bits do not depend on the width of a lane.
/// </summary>
internal static unsafe class RowSum<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static void Add(T* sum, T* addend, nint length)
    {
        nint i = Loop<Lane256<T>>(sum, addend, 0, length);
        Loop<Scalar<T>>(sum, addend, i, length);
    }

    static nint Loop<N>(T* sum, T* addend, nint i, nint length)
        where N : struct, IMemoryLane<N, T>
    {
        for (; i <= length - N.Count; i += N.Count)
            N.Store(N.Load(sum + i) + N.Load(addend + i), sum + i);
        return i;
    }
}
