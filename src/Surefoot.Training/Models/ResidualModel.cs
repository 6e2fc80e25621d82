using System.Numerics;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>
/// A small residual network (He, Zhang, Ren and Sun 2016): a 3×3 convolution, then three stages of two residual blocks with 16, 32 and 64
/// channels, each stage after the first at half the size, the mean over the image and a dense layer: 14 layers with weights on the way.
/// </summary>
internal static class ResidualModel
{
    const int Blocks = 2;

    public static Sequential<T> Layers<T>(ModelDescription model)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layers = new List<Layer<T>>
        {
            new ChannelsLast<T>(),
            new Convolution2d<T>("conv1", model.Input[0], 16, 3, padding: 1, start: Start.He),
            new BatchNormalisation<T>("norm1", 16),
            new Relu<T>(),
        };
        int channels = 16, number = 0;
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
        layers.Add(new Dropout<T>(model.Dropout));
        layers.Add(new Dense<T>("dense1", channels, model.Outputs));
        return new(layers);
    }

    static Residual<T> Block<T>(string name, int inputs, int outputs, int stride)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var inner = new Sequential<T>(
            new Convolution2d<T>($"{name}.conv1", inputs, outputs, 3, stride, 1, start: Start.He),
            new BatchNormalisation<T>($"{name}.norm1", outputs),
            new Relu<T>(),
            new Convolution2d<T>($"{name}.conv2", outputs, outputs, 3, padding: 1, start: Start.He),
            new BatchNormalisation<T>($"{name}.norm2", outputs));
        return new(name, inner, stride == 1 ? null : new Convolution2d<T>($"{name}.shortcut", inputs, outputs, 1, stride));
    }
}
