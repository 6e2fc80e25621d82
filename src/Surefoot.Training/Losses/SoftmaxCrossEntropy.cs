using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;

namespace Surefoot.Training.Losses;

/// <summary>−log of the probability that the softmax of the outputs gives the right class. Outputs [n, classes]; a target is a class's index.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class SoftmaxCrossEntropy<T> : Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "softmax cross-entropy";

    /// <inheritdoc/>
    public override Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets) => SoftmaxCrossEntropyOperation<T>.Apply(tape, output, targets);
}
