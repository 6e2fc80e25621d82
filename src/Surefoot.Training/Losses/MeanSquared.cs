using System.Numerics;
using Surefoot.Training.Autodiff;

namespace Surefoot.Training.Losses;

/// <summary>(x − t)², the mean over all outputs of the batch, as in PyTorch and Keras.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class MeanSquared<T> : Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "mean_squared_error";

    /// <inheritdoc/>
    public override Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets) =>
        PointwiseLossOperation<T, Pointwise>.Apply(tape, output, targets, default);

    readonly struct Pointwise : IPointwiseLoss<T>
    {
        public T Value(T x, T target) => (x - target) * (x - target);

        public T Gradient(T x, T target) => (x - target) + (x - target);
    }
}
