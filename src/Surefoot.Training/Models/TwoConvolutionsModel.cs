using System.Numerics;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>
/// "2c2d" of DeepOBS (Schneider, Balles and Hennig 2019): two 5×5 convolutions of 32 and 64 channels, each followed by a 3×3 pooling of stride
/// 2, a dense layer of 1,024 and the outputs. Poolings hang over the edge where they must, as TensorFlow's "same" padding makes them.
/// </summary>
internal static class TwoConvolutionsModel
{
    public static Sequential<T> Layers<T>(ModelDescription model)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int channels = model.Input[0], height = model.Input[1], width = model.Input[2];
        if (Math.Min(height, width) < 6) throw new ArgumentException($"The model \"2c2d\" needs images of at least 6×6 pixels; the data has the shape {model.Input}.");
        return new(
            new ChannelsLast<T>(),
            new Convolution2d<T>("conv1", channels, 32, 5, padding: 2, activation: Activation.Relu),
            new MaxPool2d<T>(3, 2, ceiling: true),
            new Convolution2d<T>("conv2", 32, 64, 5, padding: 2, activation: Activation.Relu),
            new MaxPool2d<T>(3, 2, ceiling: true),
            new Flatten<T>(),
            new Dropout<T>(model.Dropout),
            new Dense<T>("dense1", 64 * Pooled(Pooled(height)) * Pooled(Pooled(width)), 1024, Activation.Relu),
            new Dropout<T>(model.Dropout),
            new Dense<T>("dense2", 1024, model.Outputs));
    }

    // (size − 3)/2 + 1, rounded up: half the size where the size is even.
    static int Pooled(int size) => ((size - 2) / 2) + 1;
}
