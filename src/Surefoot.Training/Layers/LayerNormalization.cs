using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Each row of the innermost axis shifted and scaled to mean 0 and variance 1, then by a learnt scale and shift (Ba,
/// Kiros and Hinton 2016).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class LayerNormalization<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int features;
    readonly double epsilon;

    /// <summary>A layer normalisation.</summary>
    /// <param name="features">The size of the innermost axis.</param>
    /// <param name="epsilon">
    /// What is added to the variance, above 0; 1e-5 unless given, as in PyTorch (Keras: 1e-3).
    /// </param>
    /// <param name="name">A name of its own, such as "norm1"; named from where it stands unless given.</param>
    public LayerNormalization(int features, double epsilon = 1e-5, string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (!(epsilon > 0) || !double.IsFinite(epsilon))
            throw new ArgumentOutOfRangeException(
                nameof(epsilon),
                epsilon,
                "The ε of a normalisation must be a finite number above 0."
            );
        (this.features, this.epsilon) = (features, epsilon);
        Scale = Declare("scale", new(features), Initializer.Ones);
        Shift = Declare("shift", new(features), Initializer.Zeros);
    }

    /// <summary>The learnt scale, [features].</summary>
    public Parameter<T> Scale { get; }

    /// <summary>The learnt shift, [features].</summary>
    public Parameter<T> Shift { get; }

    internal double Epsilon => epsilon;

    /// <inheritdoc/>
    public override string Kind => "layer_norm";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) => config.Add("features", features).Add("epsilon", epsilon);

    internal static LayerNormalization<T> FromConfig(Config config) =>
        new(config.Int("features"), config.Double("epsilon"), config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank == 0 || x.Shape[^1] != features)
            throw Misfit(x.Shape, $"[…, {features}]");
        return LayerNormalizationOperation<T>.Apply(tape, x, Scale.Tensor, Shift.Tensor, epsilon);
    }
}
