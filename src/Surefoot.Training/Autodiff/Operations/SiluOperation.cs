using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = x·σ(x), with σ the logistic function (Hendrycks and Gimpel 2016; "swish").</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class SiluOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    T* gate;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        var op = tape.Rent<SiluOperation<T>>();
        op.x = x;
        op.gate = tape.Take(x.Length);
        var y = tape.Result(op, x.Shape, x);
        ActivationFunction.Apply(Activation.Sigmoid, x.Data, op.gate, x.Length);
        Elementwise.Multiply(x.Data, op.gate, y.Data, x.Length);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>dx = dy·σ·(1 + x·(1 − σ)).</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        Map.Run<T, Gradient>(x.Data, gate, gate, x.Length);
        Elementwise.Multiply(dy, gate, dx, x.Length, add);
    }

    readonly struct Gradient : IMap<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => y * ((x * (TLane.Create(T.One) - y)) + T.One);
    }
}
