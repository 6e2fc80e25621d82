using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Rules;

namespace Surefoot.Sweeps;

/// <summary>
/// The one loop over memory. It owns every load and store, the tail, and the width; the rule is compiled into it without a call, so that a step
/// of plain RMSprop reads the gradient, the mean square and the weight once, and writes the last two: 20 bytes a parameter in float.
/// </summary>
internal static unsafe class Sweep<T, TRule>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TRule : struct, IRule<T>
{
    /// <summary>
    /// State below this magnitude is stored as 0. Averages that decay into the subnormal numbers would stay there and make every later step
    /// slower (2.7 times, measured); 1e-37 in float and 1e-300 in double are just above them.
    /// </summary>
    public static T Smallest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? T.CreateTruncating(1e-37f) : T.CreateTruncating(1e-300);
    }

    /// <summary>Steps a range of weights with the widest lanes that the processor has, up to <paramref name="widest"/> bits. The bits do not depend on it.</summary>
    public static void Step(in TRule rule, in Intake<T> intake, in Streams<T> memory, nint length, int widest = 512)
    {
        nint i = 0;
        if (Lane512Supported && widest >= 512) i = Loop<Lane512<T>>(rule, intake, memory, i, length);
        else if (Lane256Supported && widest >= 256) i = Loop<Lane256<T>>(rule, intake, memory, i, length);
        if (Lane128Supported && widest >= 128 && length - i >= Size<Lane128<T>>()) i = Loop<Lane128<T>>(rule, intake, memory, i, length);
        if (i < length) Loop<Scalar<T>>(rule, intake, memory, i, length);
    }

    // Never inlined: the caller's many locals would push the rule's fields out of registers (2.5 times slower, measured).
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static nint Loop<N>(in TRule ruleAtStep, in Intake<T> intakeAtStep, in Streams<T> memory, nint i, nint length)
        where N : struct, IMemoryLane<N, T>
    {
        // Copies, so that the loop need not ask memory whether a store has changed them.
        TRule rule = ruleAtStep;
        Intake<T> intake = intakeAtStep;
        T* parameters = memory.Parameters, gradients = memory.Gradients, first = memory.First, second = memory.Second, third = memory.Third;
        bool usesFirst = TRule.First is not null, usesSecond = TRule.Second is not null, usesThird = TRule.Third is not null;
        for (; i <= length - N.Count; i += N.Count)
        {
            N θ = N.Load(parameters + i);
            N a = default, b = default, c = default;
            if (usesFirst) a = N.Load(first + i);
            if (usesSecond) b = N.Load(second + i);
            if (usesThird) c = N.Load(third + i);
            N g = intake.Take(ref θ, N.Load(gradients + i));
            rule.Step(ref θ, g, ref a, ref b, ref c);
            if (usesFirst) N.Store(N.FlushBelow(a, Smallest), first + i);
            if (usesSecond) N.Store(N.FlushBelow(b, Smallest), second + i);
            if (usesThird) N.Store(N.FlushBelow(c, Smallest), third + i);
            N.Store(θ, parameters + i);
        }
        return i;
    }

    static bool Lane512Supported => Supported<Lane512<T>>();

    static bool Lane256Supported => Supported<Lane256<T>>();

    static bool Lane128Supported => Supported<Lane128<T>>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool Supported<N>()
        where N : struct, IMemoryLane<N, T>
        => N.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Size<N>()
        where N : struct, IMemoryLane<N, T>
        => N.Count;
}
