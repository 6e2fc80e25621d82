using System.Numerics;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// "2c2d" of DeepOBS (Schneider, Balles and Hennig 2019): two 5×5 convolutions of 32 and 64 channels, each followed by
/// a 3×3 pooling of stride 2, a dense layer of 1,024 and the outputs. Poolings hang over the edge where they must, as
/// TensorFlow's "same" padding makes them.
/// </summary>
public static class TwoConvolutionsModel
{
    // It pools twice by windows of 3×3.
    const int Smallest = 6;

    internal sealed class Kind() : ModelKind("2c2d", "The convolutional network 2c2d")
    {
        public override int Rank => 3;

        public override int SmallestImage => Smallest;

        public override bool IsFixed => true;

        public override Layer<T> Layers<T>(ModelDescription model) =>
            TwoConvolutionsModel.Layers<T>(model.Input, model.Outputs, model.Dropout);
    }

    /// <summary>The layers.</summary>
    /// <param name="input">The shape of one example: [channels, height, width], of at least 6×6 pixels.</param>
    /// <param name="outputs">How many numbers come out: the number of classes, or 1 for a number.</param>
    /// <param name="dropout">The share of values that dropout sets to 0 before each dense layer, in [0, 1).</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">A value is out of range, or the input has another shape.</exception>
    public static Sequential<T> Layers<T>(Shape input, int outputs, double dropout = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ModelChecks.Images("2c2d", input);
        ModelChecks.Sizes(outputs, []);
        int channels = input[0],
            height = input[1],
            width = input[2];
        if (Math.Min(height, width) < Smallest)
            throw new ArgumentException(
                $"The model \"2c2d\" needs images of at least {Smallest}×{Smallest} pixels; the data has the "
                    + $"shape {input}."
            );
        return new(
            new ChannelsLast<T>(),
            new Convolution2d<T>(channels, 32, 5, padding: 2, activation: Activation.Relu, name: "conv1"),
            new MaxPool2d<T>(3, 2, ceiling: true),
            new Convolution2d<T>(32, 64, 5, padding: 2, activation: Activation.Relu, name: "conv2"),
            new MaxPool2d<T>(3, 2, ceiling: true),
            new Flatten<T>(),
            new Dropout<T>(dropout),
            new Dense<T>(64 * Pooled(Pooled(height)) * Pooled(Pooled(width)), 1024, Activation.Relu, name: "dense1"),
            new Dropout<T>(dropout),
            new Dense<T>(1024, outputs, name: "dense2")
        );
    }

    // (size − 3)/2 + 1, rounded up: half the size where the size is even.
    static int Pooled(int size) => ((size - 2) / 2) + 1;
}
