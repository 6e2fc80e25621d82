using System.Numerics;
using Surefoot.Training.Autodiff;

namespace Surefoot.Training.Losses;

/// <summary>
/// −log of the probability that the logistic function of the output gives the target, from the output before that
/// function (logits), so that nothing overflows: max(x, 0) − x·t + log(1 + e^−|x|). Targets lie in [0, 1]; the mean
/// over all outputs of the batch.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class BinaryCrossEntropy<T> : Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "binary_cross_entropy";

    /// <inheritdoc/>
    public override Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets)
    {
        for (int i = 0; i < targets.Length; i++)
            if (!(targets[i] >= 0 && targets[i] <= 1))
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"Target {i} is {targets[i]}; binary cross-entropy expects 0, 1 or a share between them."
                    ),
                    nameof(targets)
                );
        return PointwiseLossOperation<T, Pointwise>.Apply(tape, output, targets, default);
    }

    readonly struct Pointwise : IPointwiseLoss<T>
    {
        // NaN must come out as NaN: a comparison that picked 0 for it would hide a broken network.
        public T Value(T x, T target) => (x < T.Zero ? T.Zero : x) - (x * target) + T.LogP1(T.Exp(-T.Abs(x)));

        public T Gradient(T x, T target) => (T.One / (T.One + T.Exp(-x))) - target;
    }
}
