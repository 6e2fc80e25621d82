using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// The mean of each channel over the whole image: [n, height, width, channels] to [n, channels] (Lin, Chen and Yan
/// 2013).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="name">A name of its own; named from where it stands unless given.</param>
public sealed class GlobalAveragePool<T>(string? name = null) : Layer<T>(name)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "global_avg_pool2d";

    internal static GlobalAveragePool<T> FromConfig(Config config) => new(config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 4 || x.Shape[1] == 0 || x.Shape[2] == 0)
            throw Misfit(x.Shape, "[n, height, width, channels]");
        var mean = AveragePool2dOperation<T>.Apply(tape, x, x.Shape[1], x.Shape[2], 1);
        return ReshapeOperation<T>.Apply(tape, mean, new(x.Shape[0], x.Shape[3]));
    }
}
