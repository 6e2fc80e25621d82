using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = a·b, element by element, sizes of 1 repeated: gates, masks, scales.</summary>
/// <typeparam name="T">float or double.</typeparam>
public static class MultiplyOperation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="a">Any shape.</param>
    /// <param name="b">
    /// A shape that goes with it: equal sizes, aligned at the innermost, where neither is 1 or missing.
    /// </param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> a, Tensor<T> b) =>
        PairOperation<T, Function>.Apply(tape, a, b);

    /// <summary>da = dy·b and db = dy·a, each summed over what was repeated.</summary>
    readonly struct Function : IPairFunction<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Value<TLane>(TLane a, TLane b)
            where TLane : struct, IMemoryLane<TLane, T> => a * b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane First<TLane>(TLane dy, TLane a, TLane b)
            where TLane : struct, IMemoryLane<TLane, T> => dy * b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Second<TLane>(TLane dy, TLane a, TLane b)
            where TLane : struct, IMemoryLane<TLane, T> => dy * a;
    }
}
