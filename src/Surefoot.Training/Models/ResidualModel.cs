using System.Numerics;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// A small residual network (He, Zhang, Ren and Sun 2016): a 3×3 convolution, then three stages of two residual blocks
/// with 16, 32 and 64 channels, each stage after the first at half the size, the mean over the image and a dense layer:
/// 14 layers with weights on the way.
/// </summary>
public static class ResidualModel
{
    internal sealed class Kind() : ModelKind("resnet", "A residual network")
    {
        public override int Rank => 3;

        public override bool IsFixed => true;

        public override Layer<T> Layers<T>(ModelDescription model) =>
            ResidualModel.Layers<T>(model.Input, model.Outputs, model.Dropout);
    }

    const int Blocks = 2;

    /// <summary>The layers.</summary>
    /// <param name="input">The shape of one example: [channels, height, width].</param>
    /// <param name="outputs">How many numbers come out: the number of classes, or 1 for a number.</param>
    /// <param name="dropout">The share of values that dropout sets to 0 before the dense layer, in [0, 1).</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">A value is out of range, or the input has another shape.</exception>
    public static Sequential<T> Layers<T>(Shape input, int outputs, double dropout = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ModelChecks.Images("resnet", input);
        ModelChecks.Sizes(outputs, []);
        var layers = new List<Layer<T>>
        {
            new ChannelsLast<T>(),
            new Convolution2d<T>(input[0], 16, 3, padding: 1, initializer: Initializer.He, name: "conv1"),
            new BatchNormalization<T>(16, name: "norm1"),
            new Relu<T>(),
        };
        int channels = 16,
            number = 0;
        foreach (int width in (ReadOnlySpan<int>)[16, 32, 64])
        {
            for (int block = 0; block < Blocks; block++)
            {
                layers.Add(Block<T>($"block{++number}", channels, width, width == channels ? 1 : 2));
                layers.Add(new Relu<T>());
                channels = width;
            }
        }
        layers.Add(new GlobalAveragePool<T>());
        layers.Add(new Dropout<T>(dropout));
        layers.Add(new Dense<T>(channels, outputs, name: "dense1"));
        return new(layers);
    }

    static Residual<T> Block<T>(string name, int inputs, int outputs, int stride)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var inner = new Sequential<T>(
            new Convolution2d<T>(inputs, outputs, 3, stride, 1, initializer: Initializer.He, name: "conv1"),
            new BatchNormalization<T>(outputs, name: "norm1"),
            new Relu<T>(),
            new Convolution2d<T>(outputs, outputs, 3, padding: 1, initializer: Initializer.He, name: "conv2"),
            new BatchNormalization<T>(outputs, name: "norm2")
        );
        return new(inner, stride == 1 ? null : new Convolution2d<T>(inputs, outputs, 1, stride), name);
    }
}
