using System.Numerics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = a + b, sizes of 1 repeated: residual paths, biases.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class AddOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> a = null!, b = null!;
    Broadcast rows;

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="a">Any shape.</param>
    /// <param name="b">A shape that goes with it: equal sizes, aligned at the innermost, where neither is 1 or missing.</param>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> a, Tensor<T> b)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var broadcast = new Broadcast(a.Shape, b.Shape);
        var op = tape.Rent<AddOperation<T>>();
        op.a = a;
        op.b = b;
        op.rows = broadcast;
        var y = tape.Result(op, broadcast.Result, a, b);
        for (int row = 0; row < broadcast.Rows; row++)
        {
            var (i, j) = broadcast.Row(row);
            Elementwise.AddRow(a.Data + i, broadcast.InnerA, b.Data + j, broadcast.InnerB, y.Data + ((nint)row * broadcast.Inner), broadcast.Inner);
        }
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>da = dy and db = dy, each summed over what was repeated.</remarks>
    protected internal override void Backward()
    {
        if (a.NeedsGradient) Back(a, first: true);
        if (b.NeedsGradient) Back(b, first: false);
    }

    void Back(Tensor<T> input, bool first)
    {
        T* dy = Output.TakeGradient(out _), to = input.TakeGradient(out bool add);
        if (!add) new Span<T>(to, input.Length).Clear();
        for (int row = 0; row < rows.Rows; row++, dy += rows.Inner)
        {
            var (i, j) = rows.Row(row);
            Elementwise.Gather(dy, to + (first ? i : j), first ? rows.InnerA : rows.InnerB, rows.Inner);
        }
    }
}
