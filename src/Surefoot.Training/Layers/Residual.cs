using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// inner(x) + x, or inner(x) + shortcut(x) where the shapes differ: the slope has a path around the inner layers (He,
/// Zhang, Ren and Sun 2016).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Residual<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Layer<T> inner;
    readonly Layer<T>? shortcut;

    /// <summary>A residual path.</summary>
    /// <param name="inner">What the path goes around.</param>
    /// <param name="shortcut">What the path goes through, such as a 1×1 convolution; nothing where it is null.</param>
    /// <param name="name">A name of its own, such as "block1"; named from where it stands unless given.</param>
    public Residual(Layer<T> inner, Layer<T>? shortcut = null, string? name = null)
        : base(name)
    {
        // The inner layers' parameters are named as the block's: block1.conv1.weight.
        this.inner = Declare(inner, "");
        if (shortcut is not null)
            this.shortcut = Declare(shortcut, "shortcut");
    }

    internal Layer<T> Inner => inner;

    internal Layer<T>? Shortcut => shortcut;

    /// <inheritdoc/>
    public override string Kind => "residual";

    internal static Residual<T> FromConfig(Config config, IReadOnlyList<Layer<T>> children) =>
        children.Count is 1 or 2
            ? new(children[0], children.ElementAtOrDefault(1), config.Name)
            : throw new FormatException(
                $"a residual path has {children.Count} layers inside; one, and perhaps a shortcut, are expected"
            );

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        var around = shortcut is null ? x : shortcut.Forward(tape, x);
        var through = inner.Forward(tape, x);
        if (through.Shape != around.Shape)
            throw new ArgumentException(
                $"{Name}: what comes out of the inner layers, {through.Shape}, has not the shape of what goes "
                    + $"around them, {around.Shape}; give it a shortcut that changes the shape alike."
            );
        return AddOperation<T>.Apply(tape, through, around);
    }
}
