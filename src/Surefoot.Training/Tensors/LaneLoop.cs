using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>
/// What happens at one place of several buffers that are walked together, written once for every width.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface ILaneBody<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes places <paramref name="j"/> to <paramref name="j"/> + the lane's count.</summary>
    void At<TLane>(int j)
        where TLane : struct, IMemoryLane<TLane, T>;
}

/// <summary>
/// Walks buffers of one length together. Lanes round each operation the same at every width, so the tail has the bits
/// of the rest.
/// </summary>
internal static class LaneLoop
{
    /// <summary>Runs a body over places 0 to <paramref name="length"/> − 1.</summary>
    public static void Run<T, TBody>(TBody body, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TBody : struct, ILaneBody<T>
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
            done = Run<T, TBody, Lane512<T>>(body, 0, length);
        else if (Vector256.IsHardwareAccelerated)
            done = Run<T, TBody, Lane256<T>>(body, 0, length);
        else if (Vector128.IsHardwareAccelerated)
            done = Run<T, TBody, Lane128<T>>(body, 0, length);
        Run<T, TBody, Scalar<T>>(body, done, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Run<T, TBody, TLane>(TBody body, int from, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TBody : struct, ILaneBody<T>
        where TLane : struct, IMemoryLane<TLane, T>
    {
        int j = from;
        for (; j <= length - TLane.Count; j += TLane.Count)
            body.At<TLane>(j);
        return j;
    }
}
