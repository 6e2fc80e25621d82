using System.Numerics;
using Surefoot.Training.Autodiff;

namespace Surefoot.Training.Losses;

/// <summary>How wrong a batch of outputs is, as one number: the mean over the batch.</summary>
/// <typeparam name="T">float or double.</typeparam>
public abstract class Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Its name, such as "softmax cross-entropy".</summary>
    public abstract string Name { get; }

    /// <summary>The loss of a batch.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="output">What the network said, the batch outermost.</param>
    /// <param name="targets">What is right; copied, so that the span may be reused at once.</param>
    /// <returns>A scalar, the mean over the batch.</returns>
    /// <exception cref="ArgumentException">The targets do not fit the output, in number or in value.</exception>
    public abstract Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets);
}
