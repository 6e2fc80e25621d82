using System.Numerics;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Models;

/// <summary>
/// A small convolutional network, sized to the images: stages of a convolution (5×5 while the image has 14 pixels or more, then 3×3) and a
/// pooling that halve the image and double the channels, from 32 to at most 128, until 7 pixels or fewer are left; then dense layers.
/// </summary>
internal static class ConvolutionalModel
{
    const int FirstChannels = 32, MostChannels = 128, SmallImage = 14, LastSize = 7;

    public static Sequential<T> Layers<T>(ModelDescription model)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layers = new List<Layer<T>> { new ChannelsLast<T>() };
        int channels = model.Input[0], height = model.Input[1], width = model.Input[2], next = FirstChannels, number = 0;

        // A small image can be halved once only; it gets its second convolution before that.
        if (Math.Min(height, width) < SmallImage) Convolve();
        do
        {
            Convolve();
            if (Math.Min(height, width) < 2) break;
            layers.Add(new MaxPool2d<T>(2, ceiling: true));
            (height, width) = ((height + 1) / 2, (width + 1) / 2);
        }
        while (Math.Min(height, width) > LastSize);

        layers.Add(new Flatten<T>());
        int inputs = channels * height * width;
        for (int i = 0; i < model.Hidden.Length; i++)
        {
            if (model.Dropout > 0) layers.Add(new Dropout<T>(model.Dropout));
            layers.Add(new Dense<T>($"dense{i + 1}", inputs, model.Hidden[i], Activation.Relu));
            inputs = model.Hidden[i];
        }
        if (model.Dropout > 0) layers.Add(new Dropout<T>(model.Dropout));
        layers.Add(new Dense<T>($"dense{model.Hidden.Length + 1}", inputs, model.Outputs));
        return new(layers);

        void Convolve()
        {
            int kernel = Math.Min(height, width) < SmallImage ? 3 : 5;
            layers.Add(new Convolution2d<T>($"conv{++number}", channels, next, kernel, padding: kernel / 2, activation: Activation.Relu));
            (channels, next) = (next, Math.Min(2 * next, MostChannels));
        }
    }
}
