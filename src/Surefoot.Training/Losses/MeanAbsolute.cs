using System.Numerics;
using Surefoot.Training.Autodiff;

namespace Surefoot.Training.Losses;

/// <summary>
/// |x − t|, the mean over all outputs of the batch, as PyTorch's L1Loss. Its slope is 0 where x equals t.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class MeanAbsolute<T> : Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "mean_absolute_error";

    /// <inheritdoc/>
    public override Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets) =>
        PointwiseLossOperation<T, Pointwise>.Apply(tape, output, targets, default);

    readonly struct Pointwise : IPointwiseLoss<T>
    {
        public T Value(T x, T target) => T.Abs(x - target);

        public T Gradient(T x, T target)
        {
            T d = x - target;
            return d > T.Zero ? T.One
                : d < T.Zero ? -T.One
                : d;
        }
    }
}
