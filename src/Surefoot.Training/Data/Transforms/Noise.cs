using System.Globalization;
using Surefoot.Randomness;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Transforms;

/// <summary>Adds a number of its own from N(0, deviation²) to each number of a row.</summary>
/// <param name="Deviation">
/// The standard deviation, finite and above 0, in the units that the network reads: 1 is a standardised feature's own.
/// </param>
public sealed record Noise(double Deviation) : Transform
{
    /// <summary>The standard deviation.</summary>
    public double Deviation { get; } =
        double.IsFinite(Deviation) && Deviation > 0
            ? Deviation
            : throw new ArgumentOutOfRangeException(
                nameof(Deviation),
                Deviation,
                "The deviation of noise is finite and above 0."
            );

    /// <inheritdoc/>
    public override void Apply(Span<float> values, Shape shape, RandomStream random, int row)
    {
        ulong first = (ulong)row * (ulong)values.Length;
        for (int i = 0; i < values.Length; i++)
            values[i] += (float)(Deviation * random.Normal(first + (ulong)i));
    }

    /// <summary>As the command names it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"noise:{Deviation}");
}
