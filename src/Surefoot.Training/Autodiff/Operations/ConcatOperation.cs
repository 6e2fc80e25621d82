using System.Numerics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>Tensors one after another along an axis.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class ConcatOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly List<Tensor<T>> parts = [];
    int axis;

    /// <summary>Copies the parts behind one another.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="axis">The axis, 0 to rank − 1.</param>
    /// <param name="parts">One or more, of the same sizes but for that of the axis.</param>
    /// <exception cref="ArgumentException">There is none, or their shapes do not go together.</exception>
    public static Tensor<T> Apply(Tape<T> tape, int axis, params ReadOnlySpan<Tensor<T>> parts)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (parts.IsEmpty)
            throw new ArgumentException(
                "There is nothing to put together: at least one tensor is needed.",
                nameof(parts)
            );
        var op = tape.Rent<ConcatOperation<T>>();
        op.parts.Clear();
        op.axis = axis;
        int size = 0;
        bool needsGradient = false;
        foreach (Tensor<T> part in parts)
        {
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
            if (part.Shape.Rank != parts[0].Shape.Rank || part.Shape.With(axis, 0) != parts[0].Shape.With(axis, 0))
                throw new ArgumentException(
                    $"{parts[0].Shape} and {part.Shape} cannot be put together along axis {axis}: their other "
                        + "sizes differ.",
                    nameof(parts)
                );
            size = checked(size + part.Shape[axis]);
            needsGradient |= part.NeedsGradient;
            op.parts.Add(part);
        }
        var y = tape.Result(op, parts[0].Shape.With(axis, size), needsGradient);
        var whole = new AxisView(y.Shape, axis);
        T* to = y.Data;
        foreach (Tensor<T> part in op.parts)
        {
            int run = part.Shape[axis] * whole.Inner;
            for (int i = 0; i < whole.Outer; i++)
                Elementwise.Put(
                    part.Data + ((nint)i * run),
                    to + ((nint)i * whole.Size * whole.Inner),
                    run,
                    add: false
                );
            to += run;
        }
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>Each part's slope is its part of dy.</remarks>
    protected internal override void Backward()
    {
        var whole = new AxisView(Output.Shape, axis);
        T* dy = Output.TakeGradient(out _);
        foreach (Tensor<T> part in parts)
        {
            int run = part.Shape[axis] * whole.Inner;
            if (part.NeedsGradient)
            {
                T* dx = part.TakeGradient(out bool add);
                for (int i = 0; i < whole.Outer; i++)
                    Elementwise.Put(dy + ((nint)i * whole.Size * whole.Inner), dx + ((nint)i * run), run, add);
            }
            dy += run;
        }
    }
}
