using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>Images from [n, channels, height, width], as data sets hold them, to [n, height, width, channels], as the convolutions here read them.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class ChannelsLast<T>() : Layer<T>("channelslast")
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape.Rank == 4 ? ChannelsLastOperation<T>.Apply(tape, x) : throw Misfit(x.Shape, "[n, channels, height, width]");
    }
}
