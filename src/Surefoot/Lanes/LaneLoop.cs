using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Lanes;

/// <summary>
/// The one loop over buffers for all but the optimizer's sweep: the widest lanes that the processor has, then narrower
/// ones for what is left. Lanes round each operation the same at every width, so the tail has the bits of the rest.
/// </summary>
internal static class LaneLoop
{
    /// <summary>Runs a body over places 0 to <paramref name="length"/> − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TBody>(TBody body, nint length)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TBody : struct, ILaneBody<T> => Walk<T, Each<T, TBody>>(new(body), length);

    /// <summary>Walks places 0 to <paramref name="length"/> − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Walk<T, TWalk>(TWalk walk, nint length)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWalk : struct, ILaneWalk<T>
    {
        nint done = 0;
        if (Vector512.IsHardwareAccelerated)
            done = walk.Walk<Lane512<T>>(done, length);
        if (Vector256.IsHardwareAccelerated)
            done = walk.Walk<Lane256<T>>(done, length);
        if (Vector128.IsHardwareAccelerated)
            done = walk.Walk<Lane128<T>>(done, length);
        walk.Walk<Scalar<T>>(done, length);
    }

    readonly struct Each<T, TBody>(TBody body) : ILaneWalk<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TBody : struct, ILaneBody<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public nint Walk<TLane>(nint from, nint length)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            nint j = from;
            for (; j <= length - TLane.Count; j += TLane.Count)
                body.At<TLane>(j);
            return j;
        }
    }
}
