using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// max(0, x), element by element. Inside a dense or convolutional layer the same costs less: see
/// <see cref="Activation"/>.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="name">A name of its own; named from where it stands unless given.</param>
public sealed class Relu<T>(string? name = null) : Layer<T>(name)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "relu";

    internal static Relu<T> FromConfig(Config config) => new(config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) =>
        ActivationOperation<T>.Apply(tape, x, Activation.Relu);
}
