using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>The largest value of each window of an image [n, height, width, channels], channel by channel.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class MaxPool2d<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int size,
        stride;
    readonly bool ceiling;

    /// <summary>A pooling.</summary>
    /// <param name="size">Height and width of a window.</param>
    /// <param name="stride">From one window to the next; the size itself where it is 0.</param>
    /// <param name="ceiling">
    /// Whether a last window that hangs over the edge counts, so that 7 pixels under windows of 2 give 4 and not 3.
    /// </param>
    /// <param name="name">A name of its own; named from where it stands unless given.</param>
    public MaxPool2d(int size, int stride = 0, bool ceiling = false, string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        (this.size, this.stride, this.ceiling) = (size, stride == 0 ? size : stride, ceiling);
    }

    internal int Size => size;

    internal int Stride => stride;

    internal bool Ceiling => ceiling;

    /// <inheritdoc/>
    public override string Kind => "max_pool2d";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config.Add("size", size).Add("stride", stride).Add("ceiling", ceiling);

    internal static MaxPool2d<T> FromConfig(Config config) =>
        new(config.Int("size"), config.Int("stride"), config.Bool("ceiling"), config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 4 || x.Shape[1] < size || x.Shape[2] < size)
            throw Misfit(x.Shape, $"[n, height, width, channels] with a height and a width of at least {size}");
        return MaxPool2dOperation<T>.Apply(tape, x, size, stride, ceiling);
    }
}
