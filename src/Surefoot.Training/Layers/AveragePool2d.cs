using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>The mean of each window of an image [n, height, width, channels], channel by channel.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class AveragePool2d<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int size, stride;

    /// <summary>A pooling.</summary>
    /// <param name="size">Height and width of a window.</param>
    /// <param name="stride">From one window to the next; the size itself where it is 0.</param>
    public AveragePool2d(int size, int stride = 0)
        : base("averagepool")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        (this.size, this.stride) = (size, stride == 0 ? size : stride);
    }

    internal int Size => size;

    internal int Stride => stride;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 4 || x.Shape[1] < size || x.Shape[2] < size) throw Misfit(x.Shape, $"[n, height, width, channels] with a height and a width of at least {size}");
        return AveragePool2dOperation<T>.Apply(tape, x, size, size, stride);
    }
}
