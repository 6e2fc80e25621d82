using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff;

/// <content>Functions and shapes as members, each an operation on the tensor's tape.</content>
public sealed unsafe partial class Tensor<T>
{
    /// <summary>
    /// The product of matrices, x·w: [n, k] with [k, m] gives [n, m], […, k] with [k, m] takes all but the last axis as
    /// rows, and […, n, k] with […, k, m] multiplies in pairs.
    /// </summary>
    /// <param name="right">
    /// w; with a rank above 2 its outer sizes are those of x, or of either all 1 or missing.
    /// </param>
    /// <param name="transposed">Whether w is given as its transpose, […, m, k]; nothing is copied for it.</param>
    /// <exception cref="ArgumentException">The shapes do not go together.</exception>
    /// <exception cref="InvalidOperationException">Neither stands on a tape, or the two on different ones.</exception>
    public Tensor<T> MatMul(Tensor<T> right, bool transposed = false)
    {
        var on = TapeOf(this, right);
        return right.Shape.Rank == 2 && !transposed
            ? LinearOperation<T>.Apply(on, this, right)
            : ProductOperation<T>.Apply(on, this, right, transposed);
    }

    /// <summary>x where it is not negative, else 0.</summary>
    public Tensor<T> Relu() => ActivationOperation<T>.Apply(TapeOf(this), this, Activation.Relu);

    /// <summary>tanh x.</summary>
    public Tensor<T> Tanh() => ActivationOperation<T>.Apply(TapeOf(this), this, Activation.Tanh);

    /// <summary>The logistic function, 1/(1 + e⁻ˣ).</summary>
    public Tensor<T> Sigmoid() => ActivationOperation<T>.Apply(TapeOf(this), this, Activation.Sigmoid);

    /// <summary>The Gaussian error linear unit in its tanh form.</summary>
    public Tensor<T> Gelu() => GeluOperation<T>.Apply(TapeOf(this), this);

    /// <summary>x·σ(x), with σ the logistic function.</summary>
    public Tensor<T> Silu() => SiluOperation<T>.Apply(TapeOf(this), this);

    /// <summary>eˣ.</summary>
    public Tensor<T> Exp() => PointFunctions<T>.Exp(TapeOf(this), this);

    /// <summary>ln x; −∞ at 0 and not a number below.</summary>
    public Tensor<T> Log() => PointFunctions<T>.Log(TapeOf(this), this);

    /// <summary>√x; not a number below 0, and of infinite slope at 0.</summary>
    public Tensor<T> Sqrt() => PointFunctions<T>.Sqrt(TapeOf(this), this);

    /// <summary>x².</summary>
    public Tensor<T> Square() => PointFunctions<T>.Square(TapeOf(this), this);

    /// <summary>eˣ/Σ eˣ along the innermost axis.</summary>
    public Tensor<T> Softmax() => SoftmaxOperation<T>.Apply(TapeOf(this), this);

    /// <summary>The sum of all elements, a scalar.</summary>
    public Tensor<T> Sum() => SumOperation<T>.All(TapeOf(this), this);

    /// <summary>The sums along an axis, which is gone from the result: of [n, k] along 1, [n].</summary>
    /// <param name="axis">0 to rank − 1, or counted from the end: ^1 is the innermost.</param>
    public Tensor<T> Sum(Index axis) => SumOperation<T>.Apply(TapeOf(this), this, axis.GetOffset(Shape.Rank));

    /// <summary>The mean of all elements, a scalar.</summary>
    public Tensor<T> Mean() => SumOperation<T>.All(TapeOf(this), this, mean: true);

    /// <summary>The means along an axis, which is gone from the result.</summary>
    /// <param name="axis">0 to rank − 1, or counted from the end: ^1 is the innermost.</param>
    public Tensor<T> Mean(Index axis) =>
        SumOperation<T>.Apply(TapeOf(this), this, axis.GetOffset(Shape.Rank), mean: true);

    /// <summary>The same numbers under another shape; nothing is copied.</summary>
    /// <param name="shape">As many elements as there are.</param>
    public Tensor<T> Reshape(Shape shape) => ReshapeOperation<T>.Apply(TapeOf(this), this, shape);

    /// <summary>The same numbers under another shape; nothing is copied.</summary>
    /// <param name="sizes">The sizes, outermost first; one of them may be −1, for as many as are left.</param>
    /// <exception cref="ArgumentException">There is no such shape of as many elements.</exception>
    public Tensor<T> Reshape(params ReadOnlySpan<int> sizes)
    {
        Span<int> all = stackalloc int[sizes.Length];
        sizes.CopyTo(all);
        int open = sizes.IndexOf(-1);
        if (open >= 0)
        {
            long known = 1;
            for (int i = 0; i < sizes.Length; i++)
                known *= i == open ? 1 : sizes[i];
            all[open] =
                known > 0 && Length % known == 0
                    ? (int)(Length / known)
                    : throw new ArgumentException(
                        $"{Shape} has {Length} elements, which the other sizes, "
                            + $"[{string.Join(", ", sizes.ToArray())}], do not divide.",
                        nameof(sizes)
                    );
        }
        return Reshape(new Shape(all));
    }

    /// <summary>The axes in another order: of [n, h, w, c], Permute(0, 3, 1, 2) makes [n, c, h, w].</summary>
    /// <param name="axes">For each axis of the result the axis of this tensor that it is, each once.</param>
    public Tensor<T> Permute(params ReadOnlySpan<int> axes) => PermuteOperation<T>.Apply(TapeOf(this), this, axes);

    /// <summary>The two innermost axes changed round: the transpose of a matrix, or of each of many.</summary>
    /// <exception cref="InvalidOperationException">There are not two axes.</exception>
    public Tensor<T> Transpose() =>
        Shape.Rank switch
        {
            2 => Permute(1, 0),
            3 => Permute(0, 2, 1),
            4 => Permute(0, 1, 3, 2),
            _ => throw new InvalidOperationException($"A transpose needs two axes; {Shape} has {Shape.Rank}."),
        };

    /// <summary>A part along one axis.</summary>
    /// <param name="axis">0 to rank − 1, or counted from the end: ^1 is the innermost.</param>
    /// <param name="range">The places: 1..3 are the second and the third, ^2.. the last two.</param>
    public Tensor<T> Slice(Index axis, Range range)
    {
        int at = axis.GetOffset(Shape.Rank);
        (int start, int count) = range.GetOffsetAndLength(Shape[at]);
        return SliceOperation<T>.Apply(TapeOf(this), this, at, start, count);
    }

    /// <summary>A part along the outermost axes: x[1..3] two rows, x[.., ^1..] the last column.</summary>
    /// <param name="ranges">The places along each axis from the outermost on; .. is all of them.</param>
    public Tensor<T> this[params ReadOnlySpan<Range> ranges]
    {
        get
        {
            Tensor<T> part = this;
            for (int axis = 0; axis < ranges.Length; axis++)
                if (!ranges[axis].Equals(Range.All))
                    part = part.Slice(axis, ranges[axis]);
            return part;
        }
    }
}
