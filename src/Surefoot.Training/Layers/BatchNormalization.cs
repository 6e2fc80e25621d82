using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Each channel shifted and scaled to mean 0 and variance 1 over the batch, then by a learnt scale and shift (Ioffe and
/// Szegedy 2015). In evaluation it uses running averages, which are part of the network's
/// <see cref="Models.Network{T}.State"/>.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class BatchNormalization<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int channels;
    readonly double momentum,
        epsilon;
    readonly Parameter<T> mean,
        variance;

    /// <summary>A batch normalisation.</summary>
    /// <param name="channels">The size of the innermost axis.</param>
    /// <param name="momentum">
    /// How much of the running averages each batch replaces, in (0, 1]; 0.1 unless given, both as in PyTorch. Keras's
    /// momentum is what is kept: its 0.99 is 0.01 here.
    /// </param>
    /// <param name="epsilon">
    /// What is added to the variance, above 0; 1e-5 unless given, as in PyTorch (Keras: 1e-3).
    /// </param>
    /// <param name="name">A name of its own, such as "norm1"; named from where it stands unless given.</param>
    public BatchNormalization(int channels, double momentum = 0.1, double epsilon = 1e-5, string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (!(momentum > 0 && momentum <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(momentum),
                momentum,
                "The momentum, the share of the averages that a batch replaces, must lie in (0, 1]."
            );
        if (!(epsilon > 0) || !double.IsFinite(epsilon))
            throw new ArgumentOutOfRangeException(
                nameof(epsilon),
                epsilon,
                "The ε of a normalisation must be a finite number above 0."
            );
        (this.channels, this.momentum, this.epsilon) = (channels, momentum, epsilon);
        Scale = Declare("scale", new(channels), Initializer.Ones);
        Shift = Declare("shift", new(channels), Initializer.Zeros);
        mean = DeclareState("mean", new(channels), Initializer.Zeros);
        variance = DeclareState("variance", new(channels), Initializer.Ones);
    }

    /// <summary>The learnt scale, [channels].</summary>
    public Parameter<T> Scale { get; }

    /// <summary>The learnt shift, [channels].</summary>
    public Parameter<T> Shift { get; }

    internal Parameter<T> Mean => mean;

    internal Parameter<T> Variance => variance;

    internal double Epsilon => epsilon;

    /// <summary>How many rows of channels its last input had.</summary>
    internal int Rows { get; private set; }

    /// <inheritdoc/>
    public override string Kind => "batch_norm";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config.Add("channels", channels).Add("momentum", momentum).Add("epsilon", epsilon);

    internal static BatchNormalization<T> FromConfig(Config config) =>
        new(config.Int("channels"), config.Double("momentum"), config.Double("epsilon"), config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank == 0 || x.Shape[^1] != channels)
            throw Misfit(x.Shape, $"[…, {channels}]");
        Rows = x.Length / channels;
        if (tape.Training && Rows < 2)
            throw new ArgumentException(
                $"{Name} takes mean and variance over the batch, which in training needs at least two rows; "
                    + $"{x.Shape} came. Give another batch size.",
                nameof(x)
            );
        return BatchNormalizationOperation<T>.Apply(
            tape,
            x,
            Scale.Tensor,
            Shift.Tensor,
            mean.Tensor,
            variance.Tensor,
            momentum,
            epsilon
        );
    }
}
