using System.Numerics;
using Surefoot.Training.Models;

namespace Surefoot.Training.Autodiff;

/// <summary>
/// One operation on a tape: it computed a value from its inputs and knows how the loss's slope passes back through it.
/// Its state is kept in fields that each use sets anew, because the tape reuses operations from step to step.
/// </summary>
/// <remarks>
/// To write one: derive, rent with <see cref="Tape{T}.Rent{TOperation}"/>, keep the inputs in fields, get the result
/// from <see cref="Tape{T}.Result(Operation{T}, Tensors.Shape, Tensor{T})"/> and fill its value; in
/// <see cref="Backward"/> add to each input's <see cref="Tensor{T}.Gradient"/> where it
/// <see cref="Tensor{T}.NeedsGradient"/>. <see cref="GradientCheck"/> proves it.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public abstract class Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The tape that the operation stands on.</summary>
    protected internal Tape<T> Tape { get; internal set; } = null!;

    /// <summary>What the operation computed; its gradient is complete when <see cref="Backward"/> is called.</summary>
    protected internal Tensor<T> Output { get; internal set; } = null!;

    /// <summary>
    /// The weights that the operation multiplies by, for whoever watches a layer by them; null where there are none.
    /// </summary>
    internal virtual Tensor<T>? Weight => null;

    /// <summary>
    /// What the operation computed, where a rectifier was the last thing it did: 0 for units that do not fire, the
    /// units innermost.
    /// </summary>
    internal virtual Tensor<T>? Rectified => null;

    /// <summary>Adds to the gradient of each input what <see cref="Output"/>'s gradient makes of it.</summary>
    protected internal abstract void Backward();
}
