using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>1 / (1 + e⁻ˣ), element by element. Inside a dense or convolutional layer the same costs less: see <see cref="Activation"/>.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Sigmoid<T>() : Layer<T>("sigmoid")
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => ActivationOperation<T>.Apply(tape, x, Activation.Sigmoid);
}
