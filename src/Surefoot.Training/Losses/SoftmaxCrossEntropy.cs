using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Losses;

/// <summary>
/// −log of the probability that the softmax of the outputs gives the right class. Outputs [n, classes]; a target is a class's index.
/// Smoothing and weights as in PyTorch, whose mean divides by the sum of the targets' weights.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class SoftmaxCrossEntropy<T> : Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly double smoothing;
    readonly double[]? weights;
    readonly T[]? cast;

    /// <summary>A softmax cross-entropy.</summary>
    /// <param name="smoothing">The share of each target that is spread evenly over all classes, in [0, 1); 0 unless given (Szegedy and others 2016).</param>
    /// <param name="weights">How much each class counts, finite and not negative; all alike where it is null.</param>
    public SoftmaxCrossEntropy(double smoothing = 0, IReadOnlyList<double>? weights = null)
    {
        if (!(smoothing >= 0 && smoothing < 1)) throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "The label smoothing must lie in [0, 1).");
        for (int i = 0; i < weights?.Count; i++)
            if (!(weights[i] >= 0) || !double.IsFinite(weights[i])) throw new ArgumentException(FormattableString.Invariant($"The weight of class {i} is {weights[i]}; it must be a finite number, not below 0."), nameof(weights));
        (this.smoothing, this.weights) = (smoothing, weights?.ToArray());
        cast = weights?.Select(T.CreateTruncating).ToArray();
    }

    /// <inheritdoc/>
    public override string Kind => "softmax_cross_entropy";

    /// <inheritdoc/>
    protected override void AddSettings(Config config)
    {
        config.Add("smoothing", smoothing);
        if (weights is not null) config.Add("weights", new SettingValue(weights));
    }

    /// <inheritdoc/>
    public override Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets) =>
        SoftmaxCrossEntropyOperation<T>.Apply(tape, output, targets, T.CreateTruncating(smoothing), cast);
}
