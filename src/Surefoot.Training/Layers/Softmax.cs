using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>eˣ / Σ eˣ along the innermost axis: shares that add up to 1. Not before SoftmaxCrossEntropy, which holds it.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Softmax<T>() : Layer<T>("softmax")
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => SoftmaxOperation<T>.Apply(tape, x);
}
