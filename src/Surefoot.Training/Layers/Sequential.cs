using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>Layers one after the other.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Sequential<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The given layers in the given order.</summary>
    /// <param name="layers">One or more.</param>
    public Sequential(params IEnumerable<Layer<T>> layers)
        : this(null, layers) { }

    /// <summary>
    /// The given layers in the given order, with a name of their own: the parameters are called "encoder.0.weight" and
    /// so on.
    /// </summary>
    /// <param name="name">The name, such as "encoder".</param>
    /// <param name="layers">One or more.</param>
    public Sequential(string? name, params IEnumerable<Layer<T>> layers)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (var layer in layers)
            Declare(layer);
        if (Children.Count == 0)
            throw new ArgumentException("A sequence of layers needs at least one.", nameof(layers));
    }

    /// <inheritdoc/>
    public override string Kind => "sequential";

    internal static Sequential<T> FromConfig(Config config, IReadOnlyList<Layer<T>> children) =>
        new(config.Name, children);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        for (int i = 0; i < Children.Count; i++)
            x = Children[i].Forward(tape, x);
        return x;
    }
}
