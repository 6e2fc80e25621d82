using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>[n, …] to [n, all the rest], row-major: between convolutions and dense layers.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Flatten<T>() : Layer<T>("flatten")
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape.Rank switch
        {
            0 => throw Misfit(x.Shape, "[n, …]"),
            2 => x,
            _ => ReshapeOperation<T>.Apply(tape, x, new(x.Shape[0], x.Shape.Inner.Length)),
        };
    }
}
