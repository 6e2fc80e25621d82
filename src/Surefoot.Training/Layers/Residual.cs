using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>inner(x) + x, or inner(x) + shortcut(x) where the shapes differ: the slope has a path around the inner layers (He, Zhang, Ren and Sun 2016).</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Residual<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Layer<T> inner;
    readonly Layer<T>? shortcut;

    /// <summary>A residual path.</summary>
    /// <param name="name">Its name, such as "block1".</param>
    /// <param name="inner">What the path goes around.</param>
    /// <param name="shortcut">What the path goes through, such as a 1×1 convolution; nothing where it is null.</param>
    public Residual(string name, Layer<T> inner, Layer<T>? shortcut = null)
        : base(name)
    {
        this.inner = Declare(inner);
        if (shortcut is not null) this.shortcut = Declare(shortcut);
    }

    internal Layer<T> Inner => inner;

    internal Layer<T>? Shortcut => shortcut;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        var around = shortcut is null ? x : shortcut.Forward(tape, x);
        var through = inner.Forward(tape, x);
        if (through.Shape != around.Shape)
            throw new ArgumentException($"{Name}: what comes out of the inner layers, {through.Shape}, has not the shape of what goes around them, {around.Shape}; give it a shortcut that changes the shape alike.");
        return AddOperation<T>.Apply(tape, through, around);
    }
}
