using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// y = x/2·(1 + tanh u) with u = √(2/π)·(x + 0.044715·x³): the Gaussian error linear unit in its tanh form (Hendrycks
/// and Gimpel 2016), as PyTorch computes with approximate="tanh"; the form with the error function differs by up to
/// 5e-4.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class GeluOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // √(2/π).
    const double Root = 0.7978845608028654;

    // Constants in compiled code; a static field would be read in the loop.
    static T Half
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.CreateTruncating(0.5);
    }

    static T Cubic
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.CreateTruncating(0.044715);
    }

    static T Scale
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.CreateTruncating(Root);
    }

    Tensor<T> x = null!;
    T* tanh;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        var op = tape.Rent<GeluOperation<T>>();
        op.x = x;
        op.tanh = tape.Take(x.Length);
        var y = tape.Result(op, x.Shape, x);
        Map.Run<T, Inner>(x.Data, x.Data, op.tanh, x.Length);
        ActivationFunction.Apply(Activation.Tanh, op.tanh, op.tanh, x.Length);
        Map.Run<T, Value>(x.Data, op.tanh, y.Data, x.Length);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>dx = dy·½·((1 + tanh u) + x·(1 − tanh² u)·u′), u′ = √(2/π)·(1 + 3·0.044715·x²).</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        Map.Run<T, Gradient>(x.Data, tanh, tanh, x.Length);
        Elementwise.Multiply(dy, tanh, dx, x.Length, add);
    }

    readonly struct Inner : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => Scale * (x + (Cubic * (x * x * x)));
    }

    readonly struct Value : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => (Half * x) * (y + T.One);
    }

    readonly struct Gradient : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            var inner = Scale * (((T.One + T.One + T.One) * Cubic * (x * x)) + T.One);
            return Half * (y + T.One + (x * (TLane.Create(T.One) - (y * y)) * inner));
        }
    }
}
