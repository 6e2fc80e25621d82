using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// Adds to each time step where it stands, as sines and cosines of wavelengths that grow from 2π to 2π times the
/// longest (Vaswani and others 2017): at time t number 2i is sin(t/longest^(2i/width)) and number 2i + 1 the cosine.
/// Nothing is learnt, and any length will do.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class PositionalEncoding<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int width;
    readonly double longest;
    readonly bool padded;
    T[] table = [];

    /// <summary>A positional encoding.</summary>
    /// <param name="width">How many numbers a time step has, at least 1.</param>
    /// <param name="longest">The longest wavelength over 2π, a finite number above 1; 10,000 unless given.</param>
    /// <param name="padded">
    /// Whether time steps at an example's end in which every number is 0 are padding, and stay 0.
    /// </param>
    /// <param name="name">A name of its own; named from where it stands unless given.</param>
    public PositionalEncoding(int width, double longest = 10_000, bool padded = false, string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (!(longest > 1) || !double.IsFinite(longest))
            throw new ArgumentOutOfRangeException(
                nameof(longest),
                longest,
                "The longest wavelength of a positional encoding must be a finite number above 1."
            );
        (this.width, this.longest, this.padded) = (width, longest, padded);
    }

    /// <inheritdoc/>
    public override string Kind => "positional_encoding";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config.Add("width", width).Add("longest", longest).Add("padded", padded);

    internal static PositionalEncoding<T> FromConfig(Config config) =>
        new(config.Int("width"), config.Double("longest"), config.Bool("padded"), config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 3 || x.Shape[2] != width)
            throw Misfit(x.Shape, $"[n, time, {width}]");
        int times = x.Shape[1];
        // Threads that find the table too short at once each make the same one.
        T[] known = table;
        if (known.Length < times * width)
            table = known = Table(Math.Max(times, 2 * known.Length / width));
        var positions = tape.Input(new Shape(times, width));
        known.AsSpan(0, positions.Length).CopyTo(positions.Value);
        return x + (padded ? positions * Padding.Mask(tape, times, Padding.Lengths(tape, x)) : positions);
    }

    T[] Table(int times)
    {
        var made = new T[checked(times * width)];
        for (int i = 0; i < made.Length; i++)
        {
            int time = i / width,
                number = i % width;
            double angle = time / Math.Pow(longest, (number - (number % 2)) / (double)width);
            made[i] = T.CreateTruncating(number % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }
        return made;
    }
}
