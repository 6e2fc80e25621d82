using System.Buffers;
using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Cuts rows into parts, gives each part to a layer of its own, and puts the results side by side: [n, sum of widths]
/// gives [n, sum of what the layers give]. Torch 7 and Flux call it Parallel; PyTorch and Keras have slices and a
/// concatenation in its place.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Parallel<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int[] widths;
    readonly int width;

    /// <summary>Layers beside one another.</summary>
    /// <param name="widths">How many numbers of a row each layer reads, at least 1, in their order.</param>
    /// <param name="layers">The layers, one a width; <see cref="Identity{T}"/> for a part that passes as it is.</param>
    /// <exception cref="ArgumentException">
    /// There are not as many layers as widths, or none, or a width is below 1.
    /// </exception>
    public Parallel(IReadOnlyList<int> widths, params IEnumerable<Layer<T>> layers)
        : this(null, widths, layers) { }

    /// <summary>The same with a name of its own.</summary>
    /// <param name="name">The name, such as "columns"; null for none.</param>
    /// <param name="widths">How many numbers of a row each layer reads, at least 1, in their order.</param>
    /// <param name="layers">The layers, one a width.</param>
    /// <exception cref="ArgumentException">
    /// There are not as many layers as widths, or none, or a width is below 1.
    /// </exception>
    public Parallel(string? name, IReadOnlyList<int> widths, params IEnumerable<Layer<T>> layers)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(widths);
        ArgumentNullException.ThrowIfNull(layers);
        this.widths = [.. widths];
        foreach (var layer in layers)
            Declare(layer);
        if (this.widths.Length == 0 || this.widths.Length != Children.Count || this.widths.Any(part => part < 1))
            throw new ArgumentException(
                $"There are {Children.Count} layers and the widths {string.Join(", ", this.widths)}; each layer has "
                    + "a width of at least 1.",
                nameof(widths)
            );
        width = checked(this.widths.Sum());
    }

    /// <summary>How many numbers of a row each layer reads.</summary>
    internal IReadOnlyList<int> Widths => widths;

    /// <inheritdoc/>
    public override string Kind => "parallel";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config.Add("widths", new SettingValue(Array.ConvertAll(widths, part => (double)part)));

    internal static Parallel<T> FromConfig(Config config, IReadOnlyList<Layer<T>> children)
    {
        int[] parts = WidthsOf(config);
        return parts.Length == children.Count
            ? new(config.Name, parts, children)
            : throw new FormatException(
                $"a layer of the kind \"{config.Kind}\" has {children.Count} layers inside; "
                    + $"one for each of its {parts.Length} widths is expected"
            );
    }

    /// <summary>The widths that a config of this kind has.</summary>
    /// <exception cref="FormatException">They are missing, or no whole numbers.</exception>
    internal static int[] WidthsOf(Config config) =>
        Array.ConvertAll(
            config.Doubles("widths"),
            part =>
                part is >= 1 and <= int.MaxValue && double.IsInteger(part)
                    ? (int)part
                    : throw new FormatException($"a layer of the kind \"{config.Kind}\" has the width {part}")
        );

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 2 || x.Shape[1] != width)
            throw Misfit(x.Shape, $"[n, {width}]");
        // Several threads predict with one layer, so that a field cannot hold the parts.
        var parts = ArrayPool<Tensor<T>>.Shared.Rent(widths.Length);
        for (int i = 0, start = 0; i < widths.Length; start += widths[i], i++)
            parts[i] = Children[i].Forward(tape, SliceOperation<T>.Apply(tape, x, 1, start, widths[i]));
        var y = ConcatOperation<T>.Apply(tape, 1, parts.AsSpan(0, widths.Length));
        ArrayPool<Tensor<T>>.Shared.Return(parts, clearArray: true);
        return y;
    }
}
