using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>The Gaussian error linear unit in its tanh form, element by element (Hendrycks and Gimpel 2016).</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Gelu<T>() : Layer<T>("gelu")
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => GeluOperation<T>.Apply(tape, x);
}
