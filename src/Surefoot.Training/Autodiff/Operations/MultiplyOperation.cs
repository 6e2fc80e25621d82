using System.Numerics;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = a·b, element by element, sizes of 1 repeated: gates, masks, scales.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class MultiplyOperation<T> : Operation<T>
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
        var op = tape.Rent<MultiplyOperation<T>>();
        op.a = a;
        op.b = b;
        op.rows = broadcast;
        var y = tape.Result(op, broadcast.Result, a, b);
        for (int row = 0; row < broadcast.Rows; row++)
        {
            var (i, j) = broadcast.Row(row);
            Elementwise.MultiplyRow(a.Data + i, broadcast.InnerA, b.Data + j, broadcast.InnerB, y.Data + ((nint)row * broadcast.Inner), broadcast.Inner);
        }
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>da = dy·b and db = dy·a, each summed over what was repeated.</remarks>
    protected internal override void Backward()
    {
        if (a.NeedsGradient) Back(a, first: true);
        if (b.NeedsGradient) Back(b, first: false);
    }

    void Back(Tensor<T> input, bool first)
    {
        T* dy = Output.TakeGradient(out _), to = input.TakeGradient(out bool add), slopes = Tape.Take(rows.Inner);
        if (!add) new Span<T>(to, input.Length).Clear();
        for (int row = 0; row < rows.Rows; row++, dy += rows.Inner)
        {
            var (i, j) = rows.Row(row);
            if (first) Elementwise.MultiplyRow(dy, true, b.Data + j, rows.InnerB, slopes, rows.Inner);
            else Elementwise.MultiplyRow(dy, true, a.Data + i, rows.InnerA, slopes, rows.Inner);
            Elementwise.Gather(slopes, to + (first ? i : j), first ? rows.InnerA : rows.InnerB, rows.Inner);
        }
    }
}
