using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = ln x, element by element; −∞ at 0 and not a number below.</summary>
/// <typeparam name="T">float or double.</typeparam>
public static unsafe class LogOperation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x) => PointOperation<T, Function>.Apply(tape, x);

    /// <summary>dx = dy/x.</summary>
    readonly struct Function : IPointFunction<T>
    {
        public static void Value(T* x, T* y, int length) => ActivationFunction.Log(x, y, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Slope<TLane>(TLane dy, TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => dy / x;
    }
}
