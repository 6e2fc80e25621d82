using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// The same numbers with the axes in another order: transposing, channels first or last, heads beside the batch.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class PermuteOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> x = null!;

    // The sizes of the result, outermost first and 1 in front where it has fewer than four, and from one place of each
    // to the next in x.
    int size0,
        size1,
        size2,
        size3;
    nint step0,
        step1,
        step2,
        step3;

    /// <summary>Copies x in the new order.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Any shape.</param>
    /// <param name="axes">For each axis of the result the axis of x that it is, each once.</param>
    /// <exception cref="ArgumentException">The axes are not those of x, each once.</exception>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> x, params ReadOnlySpan<int> axes)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        int rank = x.Shape.Rank,
            seen = 0;
        foreach (int axis in axes)
            if ((uint)axis < (uint)rank)
                seen |= 1 << axis;
        if (axes.Length != rank || seen != (1 << rank) - 1)
            throw new ArgumentException(
                $"The axes of {x.Shape} are 0 to {rank - 1}, each once; [{string.Join(", ", axes.ToArray())}] "
                    + "were given.",
                nameof(axes)
            );
        Span<int> sizes = [1, 1, 1, 1];
        Span<nint> steps = [0, 0, 0, 0];
        for (int i = 0; i < rank; i++)
        {
            var view = new AxisView(x.Shape, axes[i]);
            (sizes[Shape.MaxRank - rank + i], steps[Shape.MaxRank - rank + i]) = (view.Size, view.Inner);
        }
        var op = tape.Rent<PermuteOperation<T>>();
        op.x = x;
        (op.size0, op.size1, op.size2, op.size3) = (sizes[0], sizes[1], sizes[2], sizes[3]);
        (op.step0, op.step1, op.step2, op.step3) = (steps[0], steps[1], steps[2], steps[3]);
        var y = tape.Result(op, new Shape(sizes[(Shape.MaxRank - rank)..]), x);
        op.Copy(x.Data, y.Data, back: false, add: false);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>Each slope goes back to where its number came from.</remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _),
            dx = x.TakeGradient(out bool add);
        Copy(dx, dy, back: true, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Copy(T* from, T* to, bool back, bool add)
    {
        for (int i = 0; i < size0; i++)
        {
            for (int j = 0; j < size1; j++)
            {
                for (int k = 0; k < size2; k++, to += size3)
                {
                    T* row = from + (i * step0) + (j * step1) + (k * step2);
                    if (step3 == 1)
                        Elementwise.Put(back ? to : row, back ? row : to, size3, add);
                    else if (!back)
                        for (int l = 0; l < size3; l++)
                            to[l] = row[l * step3];
                    else
                        for (int l = 0; l < size3; l++)
                            row[l * step3] = add ? row[l * step3] + to[l] : to[l];
                }
            }
        }
    }
}
