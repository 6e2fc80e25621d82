using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Adds to each time step a learnt row for where it stands: [n, time, width] with up to as many time steps as there are
/// rows.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class PositionEmbedding<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int length,
        width;
    readonly bool padded;

    /// <summary>Learnt positions.</summary>
    /// <param name="length">The most time steps, at least 1.</param>
    /// <param name="width">How many numbers a time step has, at least 1.</param>
    /// <param name="padded">
    /// Whether time steps at an example's end in which every number is 0 are padding, and stay 0.
    /// </param>
    /// <param name="initializer">How the rows begin; normal with a deviation of 0.02 unless given.</param>
    /// <param name="name">A name of its own, such as "positions1"; named from where it stands unless given.</param>
    public PositionEmbedding(
        int length,
        int width,
        bool padded = false,
        Initializer? initializer = null,
        string? name = null
    )
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (this.length, this.width, this.padded) = (length, width, padded);
        Weight = Declare("weight", new(length, width), initializer ?? Initializer.Normal(0.02));
    }

    /// <summary>The rows, [length, width].</summary>
    public Parameter<T> Weight { get; }

    /// <inheritdoc/>
    public override string Kind => "position_embedding";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config.Add("length", length).Add("width", width).Add("padded", padded);

    internal static PositionEmbedding<T> FromConfig(Config config) =>
        new(config.Int("length"), config.Int("width"), config.Bool("padded"), name: config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 3 || x.Shape[2] != width || x.Shape[1] > length)
            throw Misfit(x.Shape, $"[n, time, {width}] with at most {length} time steps");
        int times = x.Shape[1];
        Tensor<T> rows = Weight.Tensor.On(tape).Slice(0, ..times);
        return x + (padded ? rows * Padding.Mask(tape, times, Padding.Lengths(tape, x)) : rows);
    }
}
