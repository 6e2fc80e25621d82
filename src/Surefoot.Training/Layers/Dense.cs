using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// f(x·W + b), every input with every output. Weights are stored [inputs, outputs] as in Keras (PyTorch stores the
/// transpose); biases start at 0 (PyTorch draws them).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Dense<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int inputs;
    readonly Activation activation;

    /// <summary>A dense layer.</summary>
    /// <param name="inputs">How many numbers come in, at least 1.</param>
    /// <param name="outputs">How many go out, at least 1.</param>
    /// <param name="activation">What is applied to each sum.</param>
    /// <param name="initializer">
    /// How the weights begin; He before a rectifier and Glorot otherwise where it is not given.
    /// </param>
    /// <param name="name">A name of its own, such as "dense1"; named from where it stands unless given.</param>
    public Dense(
        int inputs,
        int outputs,
        Activation activation = Activation.None,
        Initializer? initializer = null,
        string? name = null
    )
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (this.inputs, this.activation) = (inputs, activation);
        Weight = Declare("weight", new(inputs, outputs), initializer ?? Initializer.For(activation), inputs, outputs);
        Bias = Declare("bias", new(outputs), Initializer.Zeros);
    }

    /// <summary>The weights, [inputs, outputs].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The biases, [outputs].</summary>
    public Parameter<T> Bias { get; }

    internal Activation Activation => activation;

    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config.Add("inputs", inputs).Add("outputs", Bias.Shape[0]).Add("activation", activation);

    internal static Dense<T> FromConfig(Config config) =>
        new(config.Int("inputs"), config.Int("outputs"), config.Choice<Activation>("activation"), name: config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank == 0 || x.Shape[^1] != inputs)
            throw Misfit(x.Shape, $"[…, {inputs}]");
        return LinearOperation<T>.Apply(tape, x, Weight.Tensor, Bias.Tensor, activation);
    }
}
