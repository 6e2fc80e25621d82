using System.Numerics;
using Surefoot.Training.Autodiff;

namespace Surefoot.Training.Layers;

/// <summary>y = x, as PyTorch's Identity: for a part of a <see cref="Parallel{T}"/> that passes as it is.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Identity<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>An identity.</summary>
    /// <param name="name">A name of its own; named from where it stands unless given.</param>
    public Identity(string? name = null)
        : base(name) { }

    /// <inheritdoc/>
    public override string Kind => "identity";

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => x;
}
