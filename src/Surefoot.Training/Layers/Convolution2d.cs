using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// A convolution over images with channels last, [n, height, width, channels] as in Keras (PyTorch has them second), with a square kernel
/// stored [kh, kw, in, out].
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Convolution2d<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int inputs, kernel, stride, padding;
    readonly Activation activation;

    /// <summary>A convolution.</summary>
    /// <param name="name">Its name, such as "conv1".</param>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="padding">Rows and columns of zeros on each side; (kernel − 1)/2 keeps the size where the stride is 1.</param>
    /// <param name="activation">What is applied to each sum.</param>
    /// <param name="start">How the kernel begins; He before a rectifier and Glorot otherwise where it is not given.</param>
    public Convolution2d(string name, int inputs, int outputs, int kernel, int stride = 1, int padding = 0, Activation activation = Activation.None, Start? start = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        (this.inputs, this.kernel, this.stride, this.padding, this.activation) = (inputs, kernel, stride, padding, activation);
        Weight = Declare("weight", new(kernel, kernel, inputs, outputs), start ?? Start.For(activation), kernel * kernel * inputs, kernel * kernel * outputs);
        Bias = Declare("bias", new(outputs), Start.Zeros);
    }

    /// <summary>The kernel, [kh, kw, in, out].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The biases, [out].</summary>
    public Parameter<T> Bias { get; }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var shape = x.Shape;
        if (shape.Rank != 4 || shape[3] != inputs) throw Misfit(shape, $"[n, height, width, {inputs}]");
        int smallest = kernel - (2 * padding);
        if (shape[1] < smallest || shape[2] < smallest) throw Misfit(shape, $"[n, height, width, {inputs}] with a height and a width of at least {smallest}");
        return Convolution2dOperation<T>.Apply(tape, x, Weight.Tensor, Bias.Tensor, stride, padding, activation);
    }
}
