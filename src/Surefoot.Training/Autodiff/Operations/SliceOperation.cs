using System.Numerics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>A part of x along an axis: rows, time steps, channels.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class SliceOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    AxisView axis;
    int start,
        count;

    /// <summary>Copies the part out.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape but a scalar.</param>
    /// <param name="axis">The axis, 0 to rank − 1.</param>
    /// <param name="start">The first place along it.</param>
    /// <param name="count">How many places.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or no such part of it.</exception>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, int axis, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        int size = x.Shape[axis];
        if (start < 0 || count < 0 || start > size - count)
            throw new ArgumentOutOfRangeException(
                nameof(start),
                start,
                $"{count} places from {start} on were asked for along axis {axis} of {x.Shape}, which has {size}."
            );
        var op = tape.Rent<SliceOperation<T>>();
        (op.x, op.axis, op.start, op.count) = (x, new(x.Shape, axis), start, count);
        var y = tape.Result(op, x.Shape.With(axis, count), x);
        T* from = x.Data + op.First,
            to = y.Data;
        for (int i = 0; i < op.axis.Outer; i++, from += op.Step, to += op.Run)
            Elementwise.Put(from, to, op.Run, add: false);
        return y;
    }

    int Run => count * axis.Inner;

    int Step => axis.Size * axis.Inner;

    int First => start * axis.Inner;

    /// <inheritdoc/>
    /// <remarks>dx = dy in the part, and 0 beside it.</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        if (!add)
            new Span<T>(dx, x.Length).Clear();
        dx += First;
        for (int i = 0; i < axis.Outer; i++, dy += Run, dx += Step)
            Elementwise.Add(dx, dy, dx, Run);
    }
}
