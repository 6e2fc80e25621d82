using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Layers;

/// <summary>x·σ(x), with σ the logistic function, element by element (Hendrycks and Gimpel 2016).</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Silu<T>() : Layer<T>("silu")
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => SiluOperation<T>.Apply(tape, x);
}
