using System.Numerics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = f(x), element by element, for an activation that stands alone.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class ActivationOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    Activation f;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="activation">What to apply.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        var op = tape.Rent<ActivationOperation<T>>();
        (op.x, op.f) = (x, activation);
        var y = tape.Result(op, x.Shape, x);
        ActivationFunction.Apply(activation, x.Data, y.Data, x.Length);
        return y;
    }

    internal override Tensor<T>? Rectified => f == Activation.Relu ? Output : null;

    /// <inheritdoc/>
    /// <remarks>
    /// From y: the rectifier's slope is 1 where y > 0, that of tanh 1 − y², that of the logistic function y·(1 − y).
    /// </remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        ActivationFunction.Back(f, Output.Data, dy, dx, x.Length, add);
    }
}
