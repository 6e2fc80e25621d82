using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff;

/// <content>
/// Arithmetic as the paper writes it. Sizes of 1, or missing ones, are repeated, as NumPy has it. An operation stands
/// on the tape of whichever operand stands on one: a parameter stands on none, and goes along with the other operand,
/// or is put on a tape by <see cref="On"/>.
/// </content>
public sealed unsafe partial class Tensor<T>
{
    /// <summary>x + y, element by element.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that goes with it.</param>
    /// <exception cref="ArgumentException">The shapes do not go together.</exception>
    /// <exception cref="InvalidOperationException">Neither stands on a tape, or the two on different ones.</exception>
    public static Tensor<T> operator +(Tensor<T> left, Tensor<T> right) =>
        AddOperation<T>.Apply(TapeOf(left, right), left, right);

    /// <summary>x + c.</summary>
    /// <param name="left">Any shape.</param>
    /// <param name="right">The number, rounded to <typeparamref name="T"/>.</param>
    public static Tensor<T> operator +(Tensor<T> left, double right) => left + Constant(left, right);

    /// <summary>c + x.</summary>
    /// <param name="left">The number, rounded to <typeparamref name="T"/>.</param>
    /// <param name="right">Any shape.</param>
    public static Tensor<T> operator +(double left, Tensor<T> right) => Constant(right, left) + right;

    /// <summary>x − y, element by element.</summary>
    /// <inheritdoc cref="op_Addition(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator -(Tensor<T> left, Tensor<T> right) =>
        SubtractOperation<T>.Apply(TapeOf(left, right), left, right);

    /// <summary>x − c.</summary>
    /// <inheritdoc cref="op_Addition(Tensor{T}, double)"/>
    public static Tensor<T> operator -(Tensor<T> left, double right) => left - Constant(left, right);

    /// <summary>c − x.</summary>
    /// <inheritdoc cref="op_Addition(double, Tensor{T})"/>
    public static Tensor<T> operator -(double left, Tensor<T> right) => Constant(right, left) - right;

    /// <summary>−x.</summary>
    /// <param name="x">Any shape.</param>
    public static Tensor<T> operator -(Tensor<T> x) => PointFunctions<T>.Negate(TapeOf(x), x);

    /// <summary>x·y, element by element; <see cref="MatMul"/> is the product of matrices.</summary>
    /// <inheritdoc cref="op_Addition(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator *(Tensor<T> left, Tensor<T> right) =>
        MultiplyOperation<T>.Apply(TapeOf(left, right), left, right);

    /// <summary>x·c.</summary>
    /// <inheritdoc cref="op_Addition(Tensor{T}, double)"/>
    public static Tensor<T> operator *(Tensor<T> left, double right) => left * Constant(left, right);

    /// <summary>c·x.</summary>
    /// <inheritdoc cref="op_Addition(double, Tensor{T})"/>
    public static Tensor<T> operator *(double left, Tensor<T> right) => Constant(right, left) * right;

    /// <summary>x/y, element by element.</summary>
    /// <inheritdoc cref="op_Addition(Tensor{T}, Tensor{T})"/>
    public static Tensor<T> operator /(Tensor<T> left, Tensor<T> right) =>
        DivideOperation<T>.Apply(TapeOf(left, right), left, right);

    /// <summary>x/c.</summary>
    /// <inheritdoc cref="op_Addition(Tensor{T}, double)"/>
    public static Tensor<T> operator /(Tensor<T> left, double right) => left / Constant(left, right);

    /// <summary>c/x.</summary>
    /// <inheritdoc cref="op_Addition(double, Tensor{T})"/>
    public static Tensor<T> operator /(double left, Tensor<T> right) => Constant(right, left) / right;

    /// <summary>
    /// This tensor as one of a tape, with the same memory: for an expression that begins with a parameter, such as the
    /// sum of its squares.
    /// </summary>
    /// <param name="on">The tape.</param>
    public Tensor<T> On(Tape<T> on) => ReshapeOperation<T>.Apply(on, this, Shape);

    /// <summary>The tape of one operand.</summary>
    internal static Tape<T> TapeOf(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.tape ?? throw Nowhere(x);
    }

    /// <summary>The tape of whichever operand stands on one.</summary>
    internal static Tape<T> TapeOf(Tensor<T> x, Tensor<T> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.tape is { } one && y.tape is { } other && one != other)
            throw new InvalidOperationException($"{x} and {y} stand on different tapes; compute both on one.");
        return x.tape ?? y.tape ?? throw Nowhere(x);
    }

    static InvalidOperationException Nowhere(Tensor<T> x) =>
        new(
            $"{x} is a parameter and stands on no tape. Put it on the one that records: "
                + "parameter.Tensor.On(tape); or begin with an operand that came from there."
        );

    static Tensor<T> Constant(Tensor<T> beside, double number)
    {
        var constant = TapeOf(beside).Input(new Shape());
        *constant.data = T.CreateTruncating(number);
        return constant;
    }
}
