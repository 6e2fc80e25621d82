using System.Numerics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = Σ x along an axis, or the mean. The order of the sum depends on the axis's size alone.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class SumOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;
    AxisView axis;
    T divisor;

    /// <summary>Sums along an axis.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape but a scalar.</param>
    /// <param name="axis">The axis, 0 to rank − 1; it is gone from the result.</param>
    /// <param name="mean">Whether each sum is divided by the axis's size.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">The mean of nothing was asked for.</exception>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, int axis, bool mean = false)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        var view = new AxisView(x.Shape, axis);
        return Apply(tape, x, view, x.Shape.Without(axis), mean);
    }

    /// <summary>Sums all elements, in their order.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="mean">Whether the sum is divided by the number of elements.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The mean of nothing was asked for.</exception>
    public static Tensor<T> All(Tape<T> tape, Tensor<T> x, bool mean = false)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        return Apply(tape, x, new AxisView(new Shape(x.Length), 0), new Shape(), mean);
    }

    static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, AxisView axis, Shape shape, bool mean)
    {
        if (mean && axis.Size == 0)
            throw new ArgumentException($"The mean of no numbers was asked for: {x.Shape} is empty there.", nameof(x));
        var op = tape.Rent<SumOperation<T>>();
        (op.x, op.axis, op.divisor) = (x, axis, mean ? T.CreateTruncating(axis.Size) : T.One);
        var y = tape.Result(op, shape, x);
        op.Sum(y.Data);
        return y;
    }

    void Sum(T* y)
    {
        new Span<T>(y, axis.Outer * axis.Inner).Clear();
        T* from = x.Data,
            to = y;
        for (int i = 0; i < axis.Outer; i++, from += (nint)axis.Size * axis.Inner, to += axis.Inner)
        {
            if (axis.Inner == 1)
                *to = Reduction.Sum(from, axis.Size);
            else
                Elementwise.AddColumns(from, axis.Size, axis.Inner, axis.Inner, to);
        }
        if (divisor != T.One)
            for (int i = 0; i < axis.Outer * axis.Inner; i++)
                y[i] /= divisor;
    }

    /// <inheritdoc/>
    /// <remarks>dx = dy wherever x was summed into y, divided where the sum was.</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        if (divisor != T.One)
            for (int i = 0; i < axis.Outer * axis.Inner; i++)
                dy[i] /= divisor;
        for (int i = 0; i < axis.Outer; i++, dy += axis.Inner)
        {
            for (int j = 0; j < axis.Size; j++, dx += axis.Inner)
            {
                if (axis.Inner > 1)
                    Elementwise.Put(dy, dx, axis.Inner, add);
                else
                    *dx = add ? *dx + *dy : *dy;
            }
        }
    }
}
