using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Losses;

/// <summary>
/// −log of the probability that the softmax of the outputs gives the right class. Outputs [n, classes]; a target is a
/// class's index. Smoothing and weights as in PyTorch, whose mean divides by the sum of the targets' weights.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class SoftmaxCrossEntropy<T> : Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Only their ratios matter, and the sum over a batch must stay a number.
    const double LargestWeight = 1e20;

    readonly double smoothing;
    readonly double[]? weights;
    readonly T[]? cast;

    /// <summary>A softmax cross-entropy.</summary>
    /// <param name="smoothing">
    /// The share of each target that is spread evenly over all classes, in [0, 1); 0 unless given (Szegedy and others
    /// 2016).
    /// </param>
    /// <param name="weights">
    /// How much each class counts, from 0 to 1e20 and not all 0; all alike where it is null. A batch whose targets all
    /// have the weight 0 has the loss 0 and no gradient.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The smoothing or a weight lies outside its range, or all weights are 0.
    /// </exception>
    public SoftmaxCrossEntropy(double smoothing = 0, IReadOnlyList<double>? weights = null)
    {
        if (!(smoothing >= 0 && smoothing < 1))
            throw new ArgumentOutOfRangeException(
                nameof(smoothing),
                smoothing,
                "The label smoothing must lie in [0, 1)."
            );
        for (int i = 0; i < weights?.Count; i++)
            if (!(weights[i] >= 0 && weights[i] <= LargestWeight))
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"The weight of class {i} is {weights[i]}; it must be a number from 0 to {LargestWeight}."
                    ),
                    nameof(weights)
                );
        if (weights is { Count: > 0 } && weights.All(weight => weight == 0))
            throw new ArgumentException(
                "Every class has the weight 0, so no row would count; give at least one class a weight above 0.",
                nameof(weights)
            );
        (this.smoothing, this.weights) = (smoothing, weights?.ToArray());
        cast = weights?.Select(T.CreateTruncating).ToArray();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double>? ClassWeights => weights;

    /// <inheritdoc/>
    public override string Kind => "softmax_cross_entropy";

    /// <inheritdoc/>
    protected override void AddSettings(Config config)
    {
        config.Add("smoothing", smoothing);
        if (weights is not null)
            config.Add("weights", new SettingValue(weights));
    }

    /// <inheritdoc/>
    public override Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets) =>
        SoftmaxCrossEntropyOperation<T>.Apply(tape, output, targets, T.CreateTruncating(smoothing), cast);
}
