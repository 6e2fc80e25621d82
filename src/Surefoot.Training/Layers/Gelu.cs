using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>The Gaussian error linear unit in its tanh form, element by element (Hendrycks and Gimpel 2016).</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="name">A name of its own; named from where it stands unless given.</param>
public sealed class Gelu<T>(string? name = null) : Layer<T>(name)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "gelu";

    internal static Gelu<T> FromConfig(Config config) => new(config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => GeluOperation<T>.Apply(tape, x);
}
