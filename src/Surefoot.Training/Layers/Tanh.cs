using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>tanh x, element by element. Inside a dense or convolutional layer the same costs less: see <see cref="Activation"/>.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Tanh<T>() : Layer<T>("tanh")
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => ActivationOperation<T>.Apply(tape, x, Activation.Tanh);
}
