using System.Numerics;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// A small convolutional network, sized to the images: stages of a convolution (5×5 while the image has 14 pixels or
/// more, then 3×3) and a pooling that halve the image and double the channels, from 32 to at most 128, until 7 pixels
/// or fewer are left; then dense layers.
/// </summary>
public static class ConvolutionalModel
{
    internal sealed class Kind() : ModelKind("conv", "A convolutional network")
    {
        public override int Rank => 3;

        public override double UsualDropout => 0.5;

        public override Layer<T> Layers<T>(ModelDescription model) =>
            ConvolutionalModel.Layers<T>(model.Input, model.Outputs, model.Hidden, model.Dropout);
    }

    const int FirstChannels = 32,
        MostChannels = 128,
        SmallImage = 14,
        LastSize = 7;

    /// <summary>The layers.</summary>
    /// <param name="input">The shape of one example: [channels, height, width].</param>
    /// <param name="outputs">How many numbers come out: the number of classes, or 1 for a number.</param>
    /// <param name="hidden">
    /// The widths of the dense layers before the last; [128] unless given, and none where it is empty.
    /// </param>
    /// <param name="dropout">The share of values that dropout sets to 0 before each dense layer, in [0, 1).</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">A value is out of range, or the input has another shape.</exception>
    public static Sequential<T> Layers<T>(
        Shape input,
        int outputs,
        IReadOnlyList<int>? hidden = null,
        double dropout = 0.5
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        hidden ??= [128];
        ModelChecks.Images("conv", input);
        ModelChecks.Sizes(outputs, hidden);
        var layers = new List<Layer<T>> { new ChannelsLast<T>() };
        int channels = input[0],
            height = input[1],
            width = input[2],
            next = FirstChannels,
            number = 0;

        // A small image can be halved once only; it gets its second convolution before that.
        if (Math.Min(height, width) < SmallImage)
            Convolve();
        do
        {
            Convolve();
            if (Math.Min(height, width) < 2)
                break;
            layers.Add(new MaxPool2d<T>(2, ceiling: true));
            (height, width) = ((height + 1) / 2, (width + 1) / 2);
        } while (Math.Min(height, width) > LastSize);

        layers.Add(new Flatten<T>());
        int inputs = channels * height * width;
        for (int i = 0; i < hidden.Count; i++)
        {
            if (dropout > 0)
                layers.Add(new Dropout<T>(dropout));
            layers.Add(new Dense<T>(inputs, hidden[i], Activation.Relu, name: $"dense{i + 1}"));
            inputs = hidden[i];
        }
        if (dropout > 0)
            layers.Add(new Dropout<T>(dropout));
        layers.Add(new Dense<T>(inputs, outputs, name: $"dense{hidden.Count + 1}"));
        return new(layers);

        void Convolve()
        {
            int kernel = Math.Min(height, width) < SmallImage ? 3 : 5;
            layers.Add(
                new Convolution2d<T>(
                    channels,
                    next,
                    kernel,
                    padding: kernel / 2,
                    activation: Activation.Relu,
                    name: $"conv{++number}"
                )
            );
            (channels, next) = (next, Math.Min(2 * next, MostChannels));
        }
    }
}
