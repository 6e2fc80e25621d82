using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surefoot.Lanes;
using Surefoot.Rules;

namespace Surefoot.Sweeps;

/// <summary>
/// The one loop over memory. It owns every load and store, the tail, and the width; the rule is compiled into it
/// without a call, so that a step of plain RMSprop reads the gradient, the mean square and the weight once, and writes
/// the last two: 20 bytes a parameter in float.
/// </summary>
internal static unsafe class Sweep<T, TRule>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TRule : struct, IRule<T>
{
    /// <summary>
    /// Steps a range of weights with the widest lanes that the processor has, up to <paramref name="widest"/> bits. The
    /// bits do not depend on it.
    /// </summary>
    public static void Step(
        in TRule rule,
        in GradientTransform<T> transform,
        in Streams<T> memory,
        nint length,
        int widest = 512
    ) => Step<Off, Off>(rule, transform, memory, default, default, length, widest);

    /// <summary>Steps one row of many that lie anywhere: the first slot is brought over its rest on the way, and memory
    /// is asked for a later row vector by vector, so that it answers while roots are taken.</summary>
    public static void Step(
        in TRule rule,
        in GradientTransform<T> transform,
        in Streams<T> memory,
        in Streams<T> later,
        T kept,
        nint length
    )
    {
        if (kept == T.One)
            Step<On, Off>(rule, transform, memory, later, kept, length, 512);
        else
            Step<On, On>(rule, transform, memory, later, kept, length, 512);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Step<TPrefetch, TCatchUp>(
        in TRule rule,
        in GradientTransform<T> transform,
        in Streams<T> memory,
        in Streams<T> later,
        T kept,
        nint length,
        int widest
    )
        where TPrefetch : struct, ISwitch
        where TCatchUp : struct, ISwitch
    {
        nint i = 0;
        if (Lane512Supported && widest >= 512)
            i = Loop<Lane512<T>, TPrefetch, TCatchUp>(rule, transform, memory, later, kept, i, length);
        else if (Lane256Supported && widest >= 256)
            i = Loop<Lane256<T>, TPrefetch, TCatchUp>(rule, transform, memory, later, kept, i, length);
        if (Lane128Supported && widest >= 128 && length - i >= Size<Lane128<T>>())
            i = Loop<Lane128<T>, TPrefetch, TCatchUp>(rule, transform, memory, later, kept, i, length);
        if (i < length)
            Loop<Scalar<T>, TPrefetch, TCatchUp>(rule, transform, memory, later, kept, i, length);
    }

    // TPrefetch: memory is asked for the same vector of a later row. TCatchUp: the first slot is brought over steps
    // without gradient before the rule sees it. Never inlined: the caller's many locals would push the rule's fields
    // out of registers (2.5 times slower, measured).
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static nint Loop<N, TPrefetch, TCatchUp>(
        in TRule ruleAtStep,
        in GradientTransform<T> transformAtStep,
        in Streams<T> memory,
        in Streams<T> later,
        T kept,
        nint start,
        nint length
    )
        where N : struct, IMemoryLane<N, T>
        where TPrefetch : struct, ISwitch
        where TCatchUp : struct, ISwitch
    {
        // Copies, so that the loop need not ask memory whether a store has changed them.
        TRule rule = ruleAtStep;
        GradientTransform<T> transform = transformAtStep;
        T* parameters = memory.Parameters,
            gradients = memory.Gradients,
            first = memory.First,
            second = memory.Second,
            third = memory.Third;
        bool usesFirst = TRule.First is not null,
            usesSecond = TRule.Second is not null,
            usesThird = TRule.Third is not null;
        nint i = start;
        for (; i <= length - N.Count; i += N.Count)
        {
            N θ = N.Load(parameters + i);
            N a = default,
                b = default,
                c = default;
            if (usesFirst)
                a = N.Load(first + i);
            if (usesSecond)
                b = N.Load(second + i);
            if (usesThird)
                c = N.Load(third + i);
            if (TPrefetch.IsOn && (N.Count > 1 || i == start))
            {
                Prefetch(later.Parameters + i);
                if (usesFirst)
                    Prefetch(later.First + i);
                if (usesSecond)
                    Prefetch(later.Second + i);
                if (usesThird)
                    Prefetch(later.Third + i);
            }
            if (TCatchUp.IsOn)
                a = N.FlushBelow(kept * a, FlushLimit<T>.Value);
            N g = transform.Apply(ref θ, N.Load(gradients + i));
            rule.Step(ref θ, g, ref a, ref b, ref c);
            if (usesFirst)
                N.Store(N.FlushBelow(a, FlushLimit<T>.Value), first + i);
            if (usesSecond)
                N.Store(N.FlushBelow(b, FlushLimit<T>.Value), second + i);
            if (usesThird)
                N.Store(N.FlushBelow(c, FlushLimit<T>.Value), third + i);
            N.Store(θ, parameters + i);
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Prefetch(T* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    static bool Lane512Supported => Supported<Lane512<T>>();

    static bool Lane256Supported => Supported<Lane256<T>>();

    static bool Lane128Supported => Supported<Lane128<T>>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool Supported<N>()
        where N : struct, IMemoryLane<N, T> => N.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Size<N>()
        where N : struct, IMemoryLane<N, T> => N.Count;
}
