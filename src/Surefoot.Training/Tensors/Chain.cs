using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>
/// One link of a sum of products. Fused where the processor can, else rounded twice: one choice for all paths of a
/// process.
/// </summary>
internal static class Chain
{
    static bool Fused
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || Avx512F.IsSupported || AdvSimd.IsSupported;
    }

    /// <summary>x·y + sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Add<TLane, T>(TLane x, TLane y, TLane sum)
        where TLane : struct, IMemoryLane<TLane, T>
        where T : unmanaged, IFloatingPointIeee754<T> => Fused ? TLane.MultiplyAdd(x, y, sum) : (x * y) + sum;

    /// <summary>The same for one number.</summary>
    public static T Add<T>(T x, T y, T sum)
        where T : unmanaged, IFloatingPointIeee754<T> => Fused ? T.FusedMultiplyAdd(x, y, sum) : (x * y) + sum;
}
