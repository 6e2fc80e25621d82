using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// eˣ / Σ eˣ along the innermost axis: shares that add up to 1. Not before SoftmaxCrossEntropy, which holds it.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="name">A name of its own; named from where it stands unless given.</param>
public sealed class Softmax<T>(string? name = null) : Layer<T>(name)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "softmax";

    internal static Softmax<T> FromConfig(Config config) => new(config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => SoftmaxOperation<T>.Apply(tape, x);
}
