using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// A convolution over images with channels last, [n, height, width, channels] as in Keras (PyTorch has them second),
/// with a square kernel stored [kh, kw, in/groups, out]. As many groups as channels make it depthwise: each channel is
/// convolved by itself.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Convolution2d<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int inputs,
        kernel,
        stride,
        padding,
        groups;
    readonly Activation activation;

    /// <summary>A convolution.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="padding">
    /// Rows and columns of zeros on each side; (kernel − 1)/2 keeps the size where the stride is 1.
    /// </param>
    /// <param name="activation">What is applied to each sum.</param>
    /// <param name="initializer">
    /// How the kernel begins; He before a rectifier and Glorot otherwise where it is not given.
    /// </param>
    /// <param name="groups">
    /// Into how many groups, each of its own, the channels that come in and go out fall; a divisor of both, 1 unless
    /// given.
    /// </param>
    /// <param name="name">A name of its own, such as "conv1"; named from where it stands unless given.</param>
    /// <exception cref="ArgumentException">
    /// A size is out of range, or the groups do not divide the channels.
    /// </exception>
    public Convolution2d(
        int inputs,
        int outputs,
        int kernel,
        int stride = 1,
        int padding = 0,
        Activation activation = Activation.None,
        Initializer? initializer = null,
        int groups = 1,
        string? name = null
    )
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (inputs % groups != 0 || outputs % groups != 0)
            throw new ArgumentException(
                $"{Name}: {groups} groups do not divide {inputs} channels in and {outputs} channels out.",
                nameof(groups)
            );
        (this.inputs, this.kernel, this.stride, this.padding, this.activation, this.groups) = (
            inputs,
            kernel,
            stride,
            padding,
            activation,
            groups
        );
        int area = kernel * kernel;
        Weight = Declare(
            "weight",
            new(kernel, kernel, inputs / groups, outputs),
            initializer ?? Initializer.For(activation),
            area * inputs / groups,
            area * outputs / groups
        );
        Bias = Declare("bias", new(outputs), Initializer.Zeros);
    }

    /// <summary>The kernel, [kh, kw, in/groups, out].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The biases, [out].</summary>
    public Parameter<T> Bias { get; }

    internal int Stride => stride;

    internal int Padding => padding;

    internal int Groups => groups;

    internal Activation Activation => activation;

    /// <inheritdoc/>
    public override string Kind => "conv2d";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config
            .Add("inputs", inputs)
            .Add("outputs", Bias.Shape[0])
            .Add("kernel", kernel)
            .Add("stride", stride)
            .Add("padding", padding)
            .Add("groups", groups)
            .Add("activation", activation);

    internal static Convolution2d<T> FromConfig(Config config) =>
        new(
            config.Int("inputs"),
            config.Int("outputs"),
            config.Int("kernel"),
            config.Int("stride"),
            config.Int("padding"),
            config.Choice<Activation>("activation"),
            groups: config.Int("groups"),
            name: config.Name
        );

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var shape = x.Shape;
        if (shape.Rank != 4 || shape[3] != inputs)
            throw Misfit(shape, $"[n, height, width, {inputs}]");
        int smallest = kernel - (2 * padding);
        if (shape[1] < smallest || shape[2] < smallest)
            throw Misfit(shape, $"[n, height, width, {inputs}] with a height and a width of at least {smallest}");
        return groups > 1 && groups == inputs && groups == Bias.Shape[0]
            ? DepthwiseConvolution2dOperation<T>.Apply(tape, x, Weight.Tensor, Bias.Tensor, stride, padding, activation)
            : Convolution2dOperation<T>.Apply(tape, x, Weight.Tensor, Bias.Tensor, stride, padding, activation, groups);
    }
}
