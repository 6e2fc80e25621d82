using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Attention and two dense layers with a Gaussian error linear unit between them, each normalised before and with a
/// path around it: the pre-norm block (Xiong and others 2020). [n, time, width] gives [n, time, width]; behind the last
/// block stands one more layer normalisation.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class TransformerBlock<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int width,
        heads,
        hidden;
    readonly bool causal,
        padded;
    readonly double dropout;
    readonly LayerNormalization<T> norm1,
        norm2;
    readonly MultiHeadAttention<T> attention;
    readonly Dense<T> dense1,
        dense2;
    readonly Dropout<T> drop;

    /// <summary>A block.</summary>
    /// <param name="width">How many numbers a time step has: a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">How many heads share the width, at least 1.</param>
    /// <param name="hidden">The width of the first dense layer; four times the width unless given.</param>
    /// <param name="causal">Whether a time step sees only itself and those before it.</param>
    /// <param name="dropout">The share of what goes into either path that dropout sets to 0, in [0, 1).</param>
    /// <param name="padded">
    /// Whether time steps at an example's end in which every number is 0 are padding: no other step reads them, and
    /// they stay 0.
    /// </param>
    /// <param name="name">A name of its own, such as "block1"; named from where it stands unless given.</param>
    public TransformerBlock(
        int width,
        int heads,
        int? hidden = null,
        bool causal = false,
        double dropout = 0,
        bool padded = false,
        string? name = null
    )
        : base(name)
    {
        (this.width, this.heads, this.hidden, this.causal, this.dropout, this.padded) = (
            width,
            heads,
            hidden ?? checked(4 * width),
            causal,
            dropout,
            padded
        );
        norm1 = Declare(new LayerNormalization<T>(width), "norm1");
        attention = Declare(new MultiHeadAttention<T>(width, heads, causal), "attention");
        norm2 = Declare(new LayerNormalization<T>(width), "norm2");
        dense1 = Declare(new Dense<T>(width, this.hidden), "dense1");
        dense2 = Declare(new Dense<T>(this.hidden, width), "dense2");
        drop = Declare(new Dropout<T>(dropout), "dropout");
    }

    /// <inheritdoc/>
    public override string Kind => "transformer_block";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config
            .Add("width", width)
            .Add("heads", heads)
            .Add("hidden", hidden)
            .Add("causal", causal)
            .Add("dropout", dropout)
            .Add("padded", padded);

    // The layers inside are of its own making; that they are what the config has is seen from what it says of itself.
    internal static TransformerBlock<T> FromConfig(Config config, IReadOnlyList<Layer<T>> children) =>
        new(
            config.Int("width"),
            config.Int("heads"),
            config.Int("hidden"),
            config.Bool("causal"),
            config.Double("dropout"),
            config.Bool("padded"),
            config.Name
        );

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(x);
        return padded ? Apply(tape, x, Padding.Lengths(tape, x)) : Apply(tape, x, []);
    }

    /// <summary>
    /// Computes the output for examples of the given lengths: what stands behind an example's length is read by no time
    /// step, and comes out as 0.
    /// </summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, time, width].</param>
    /// <param name="lengths">How many time steps each example has, 0 to time.</param>
    /// <exception cref="ArgumentException">
    /// The input's shape does not fit, there is not one length an example, or one is out of range.
    /// </exception>
    public Tensor<T> Forward(Tape<T> tape, Tensor<T> x, ReadOnlySpan<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(x);
        Padding.Check(Name, lengths, x.Shape);
        return Apply(tape, x, lengths);
    }

    Tensor<T> Apply(Tape<T> tape, Tensor<T> x, ReadOnlySpan<int> lengths)
    {
        x += drop.Forward(tape, attention.Forward(tape, norm1.Forward(tape, x), lengths));
        x += drop.Forward(tape, dense2.Forward(tape, dense1.Forward(tape, norm2.Forward(tape, x)).Gelu()));
        return lengths.IsEmpty ? x : x * Padding.Mask(tape, x.Shape[1], lengths);
    }

    void Check(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 3 || x.Shape[2] != width)
            throw Misfit(x.Shape, $"[n, time, {width}]");
    }
}
