using System.Numerics;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Autodiff;

/// <summary>What is done with several tensors at once.</summary>
public static class Tensor
{
    /// <summary>Tensors one after another along an axis: of [n, 2] and [n, 3] along 1, [n, 5].</summary>
    /// <param name="axis">0 to rank − 1, or counted from the end: ^1 is the innermost.</param>
    /// <param name="parts">
    /// One or more, of the same sizes but for that of the axis; at least one stands on a tape.
    /// </param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">There is none, or their shapes do not go together.</exception>
    /// <exception cref="InvalidOperationException">None stands on a tape, or two on different ones.</exception>
    public static Tensor<T> Concat<T>(Index axis, params ReadOnlySpan<Tensor<T>> parts)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (parts.IsEmpty)
            throw new ArgumentException(
                "There is nothing to put together: at least one tensor is needed.",
                nameof(parts)
            );
        Tensor<T> placed = parts[0];
        foreach (Tensor<T> part in parts)
            if (placed.Tape is null)
                placed = part;
        foreach (Tensor<T> part in parts)
            _ = Tensor<T>.TapeOf(placed, part);
        return ConcatOperation<T>.Apply(Tensor<T>.TapeOf(placed), axis.GetOffset(parts[0].Shape.Rank), parts);
    }
}
