using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>The plain functions of one number, element by element, each above its derivative.</summary>
/// <typeparam name="T">float or double.</typeparam>
public static unsafe class PointFunctions<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>y = eˣ.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Exp(Tape<T> tape, Tensor<T> x) => PointOperation<T, Exponential>.Apply(tape, x);

    /// <summary>dx = dy·y.</summary>
    readonly struct Exponential : IPointFunction<T>
    {
        public static void Value(T* x, T* y, int length) => ActivationFunction.Exp(x, y, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Gradient<TLane>(TLane dy, TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => dy * y;
    }

    /// <summary>y = ln x; −∞ at 0 and not a number below.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Log(Tape<T> tape, Tensor<T> x) => PointOperation<T, Logarithm>.Apply(tape, x);

    /// <summary>dx = dy/x.</summary>
    readonly struct Logarithm : IPointFunction<T>
    {
        public static void Value(T* x, T* y, int length) => ActivationFunction.Log(x, y, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Gradient<TLane>(TLane dy, TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => dy / x;
    }

    /// <summary>y = √x; not a number below 0.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Sqrt(Tape<T> tape, Tensor<T> x) => PointOperation<T, Root>.Apply(tape, x);

    /// <summary>dx = dy/(2·y): infinite at 0, where the root has no slope.</summary>
    readonly struct Root : IPointFunction<T>, IMap<T>
    {
        public static void Value(T* x, T* y, int length) => Map.Run<T, Root>(x, x, y, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => TLane.Sqrt(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Gradient<TLane>(TLane dy, TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => dy / (y + y);
    }

    /// <summary>y = x².</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Square(Tape<T> tape, Tensor<T> x) => PointOperation<T, Squared>.Apply(tape, x);

    /// <summary>dx = dy·2·x.</summary>
    readonly struct Squared : IPointFunction<T>, IMap<T>
    {
        public static void Value(T* x, T* y, int length) => Map.Run<T, Squared>(x, x, y, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => x * x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Gradient<TLane>(TLane dy, TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => dy * (x + x);
    }

    /// <summary>y = −x.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Negate(Tape<T> tape, Tensor<T> x) => PointOperation<T, Negative>.Apply(tape, x);

    /// <summary>dx = −dy.</summary>
    readonly struct Negative : IPointFunction<T>, IMap<T>
    {
        public static void Value(T* x, T* y, int length) => Map.Run<T, Negative>(x, x, y, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => TLane.Create(-T.One) * x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Gradient<TLane>(TLane dy, TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => TLane.Create(-T.One) * dy;
    }
}
