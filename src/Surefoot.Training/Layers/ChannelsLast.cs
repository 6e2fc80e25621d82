using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Images from [n, channels, height, width], as data sets hold them, to [n, height, width, channels], as the
/// convolutions here read them.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="name">A name of its own; named from where it stands unless given.</param>
public sealed class ChannelsLast<T>(string? name = null) : Layer<T>(name)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "channels_last";

    internal static ChannelsLast<T> FromConfig(Config config) => new(config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape.Rank == 4
            ? ChannelsLastOperation<T>.Apply(tape, x)
            : throw Misfit(x.Shape, "[n, channels, height, width]");
    }
}
