using System.Diagnostics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Benchmarks.Speed;

/// <summary>
/// What the processor can do at most: fused multiply-adds on registers alone, in the widest lanes there are.
/// </summary>
internal static class Peak
{
    const int Loops = 200_000,
        Chains = 12;

    /// <summary>The best of some rounds, in 10⁹ additions and multiplications a second, on one thread.</summary>
    public static double Measure()
    {
        double best = 0;
        for (int round = 0; round < 30; round++)
        {
            long start = Stopwatch.GetTimestamp();
            float result =
                System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? Run<Lane512<float>>()
                : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? Run<Lane256<float>>()
                : Run<Lane128<float>>();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!float.IsFinite(result))
                throw new InvalidOperationException("The chains left the finite numbers.");
            int width =
                System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 16
                : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 8
                : 4;
            best = Math.Max(best, 2e-9 * Loops * Chains * width / seconds);
        }
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static unsafe float Run<TLane>()
        where TLane : struct, IMemoryLane<TLane, float>
    {
        TLane x = TLane.Create(0.5f),
            y = TLane.Create(1f);
        TLane a = y,
            b = y,
            c = y,
            d = y,
            e = y,
            f = y,
            g = y,
            h = y,
            i = y,
            j = y,
            k = y,
            l = y;
        for (int loop = 0; loop < Loops; loop++)
        {
            a = TLane.MultiplyAdd(a, x, y);
            b = TLane.MultiplyAdd(b, x, y);
            c = TLane.MultiplyAdd(c, x, y);
            d = TLane.MultiplyAdd(d, x, y);
            e = TLane.MultiplyAdd(e, x, y);
            f = TLane.MultiplyAdd(f, x, y);
            g = TLane.MultiplyAdd(g, x, y);
            h = TLane.MultiplyAdd(h, x, y);
            i = TLane.MultiplyAdd(i, x, y);
            j = TLane.MultiplyAdd(j, x, y);
            k = TLane.MultiplyAdd(k, x, y);
            l = TLane.MultiplyAdd(l, x, y);
        }
        TLane sum = a + b + c + d + e + f + g + h + i + j + k + l;
        float* to = stackalloc float[16];
        TLane.Store(sum, to);
        return to[0];
    }
}
