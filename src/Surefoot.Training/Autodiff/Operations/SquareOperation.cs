using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = x², element by element.</summary>
/// <typeparam name="T">float or double.</typeparam>
public static unsafe class SquareOperation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x) => PointOperation<T, Function>.Apply(tape, x);

    /// <summary>dx = dy·2·x.</summary>
    readonly struct Function : IPointFunction<T>
    {
        public static void Value(T* x, T* y, int length) => Map.Run<T, Inner>(x, x, y, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Slope<TLane>(TLane dy, TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => dy * (x + x);
    }

    readonly struct Inner : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => x * x;
    }
}
