using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>y = f(a, b), element by element, sizes of 1 repeated.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TFunction">f.</typeparam>
internal sealed unsafe class PairOperation<T, TFunction> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TFunction : IPairFunction<T>
{
    Tensor<T> a = null!,
        b = null!;
    Broadcast rows;

    /// <summary>Computes y.</summary>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> a, Tensor<T> b)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var broadcast = new Broadcast(a.Shape, b.Shape);
        var op = tape.Rent<PairOperation<T, TFunction>>();
        (op.a, op.b, op.rows) = (a, b, broadcast);
        var y = tape.Result(op, broadcast.Result, a, b);
        for (int row = 0; row < broadcast.Rows; row++)
            op.Row(PairRow<T, TFunction>.What.Value, row, y.Data + ((nint)row * broadcast.Inner), null, add: false);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Each operand's slope is summed over what was repeated: along a row in an order that its length alone decides,
    /// then row after row.
    /// </remarks>
    protected internal override void Backward()
    {
        if (a.NeedsGradient)
            Back(PairRow<T, TFunction>.What.First);
        if (b.NeedsGradient)
            Back(PairRow<T, TFunction>.What.Second);
    }

    void Back(PairRow<T, TFunction>.What which)
    {
        bool first = which == PairRow<T, TFunction>.What.First,
            moves = first ? rows.InnerA : rows.InnerB;
        Tensor<T> input = first ? a : b;
        T* dy = Output.TakeGradient(out _),
            to = input.TakeGradient(out bool add),
            slopes = moves ? null : Tape.Take(rows.Inner);
        // One that is nowhere repeated is written to once in every place.
        bool once = input.Length == Output.Length;
        if (!add && !once)
            new Span<T>(to, input.Length).Clear();
        for (int row = 0; row < rows.Rows; row++, dy += rows.Inner)
        {
            var (i, j) = rows.Row(row);
            T* place = to + (first ? i : j);
            if (moves)
            {
                Row(which, row, place, dy, add || !once);
                continue;
            }
            Row(which, row, slopes, dy, add: false);
            *place += Reduction.Sum(slopes, rows.Inner);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Row(PairRow<T, TFunction>.What what, int row, T* to, T* dy, bool add)
    {
        var (i, j) = rows.Row(row);
        LaneLoop.Run<T, PairRow<T, TFunction>>(
            new(what, a.Data + i, b.Data + j, rows.InnerA, rows.InnerB, dy, to, add),
            rows.Inner
        );
    }
}
