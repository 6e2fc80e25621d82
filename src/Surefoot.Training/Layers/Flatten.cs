using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>[n, …] to [n, all the rest], row-major: between convolutions and dense layers.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="name">A name of its own; named from where it stands unless given.</param>
public sealed class Flatten<T>(string? name = null) : Layer<T>(name)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "flatten";

    internal static Flatten<T> FromConfig(Config config) => new(config.Name);

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
