using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Sweeps;

/// <summary>
/// Brings a range of weights and their state over steps in which they had no gradient. It computes in double and rounds each number once, so that a weight that
/// rested for long is no further from the exact one than one that was stepped.
/// </summary>
internal static unsafe class RestSweep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The dense sweep flushes what is below this after every step; what falls below it on the way falls further, so that flushing once at the end is the same.
    static double Smallest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 1e-37f : 1e-300;
    }

    /// <summary>Applies a map to weights and state; the gradients are not looked at.</summary>
    public static void Apply(in Rest rest, in Streams<T> memory, nint length)
    {
        nint i = Loop<Wide16<T>>(rest, memory, 0, length);
        if (i < length) Loop<Wide1<T>>(rest, memory, i, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static nint Loop<N>(in Rest rest, in Streams<T> memory, nint start, nint length)
        where N : struct, IWideLane<N, T>
    {
        nint end = length - ((length - start) % N.Count);
        T* θ = memory.Parameters, first = memory.First, second = memory.Second, third = memory.Third;
        double loss = rest.Loss, pull = rest.Pull, a = rest.First, growth = rest.Growth, b = rest.Second, c = rest.Third;
        if (first != null && second == null && a != 1)
        {
            for (nint i = start; i < end; i += N.Count)
                N.Store(N.FlushBelow(a * N.Load(first + i), Smallest), first + i);
        }
        if (second != null)
        {
            for (nint i = start; i < end; i += N.Count)
            {
                N ḡ = N.Load(second + i);
                N.Store(N.FlushBelow((a * N.Load(first + i)) + (growth * (ḡ * ḡ)), Smallest), first + i);
                N.Store(N.FlushBelow(b * ḡ, Smallest), second + i);
            }
        }
        if (third != null)
        {
            for (nint i = start; i < end; i += N.Count)
            {
                N buffer = N.Load(third + i);
                N weight = N.Load(θ + i);
                N.Store(weight - ((loss * weight) + (pull * buffer)), θ + i);
                N.Store(N.FlushBelow(c * buffer, Smallest), third + i);
            }
        }
        else if (loss != 0)
        {
            for (nint i = start; i < end; i += N.Count)
            {
                N weight = N.Load(θ + i);
                N.Store(weight - (loss * weight), θ + i);
            }
        }
        return end;
    }
}
