using System.Numerics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>The same numbers in the same order under another shape; nothing is copied.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class ReshapeOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;

    /// <summary>x under another shape.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="shape">As many elements as x has.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (shape.Length != x.Length)
            throw new ArgumentException(
                $"A tensor of shape {x.Shape} has {x.Length} elements; {shape} would need {shape.Length}.",
                nameof(shape)
            );
        var op = tape.Rent<ReshapeOperation<T>>();
        op.x = x;
        return tape.View(op, shape, x);
    }

    /// <inheritdoc/>
    protected internal override unsafe void Backward()
    {
        // The gradient's buffer is handed on as it is where x has none yet.
        if (!x.HasGradient)
        {
            x.AdoptGradient(Output);
            return;
        }
        T* dx = x.TakeGradient(out bool add);
        Elementwise.Put(Output.TakeGradient(out _), dx, x.Length, add);
    }
}
