using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Every time step asks all others, in several heads at once, and takes the mean of what they answer, weighted by how
/// well key and query agree (Vaswani and others 2017). [n, time, width] gives [n, time, width]. Query, key, value and
/// output are dense layers with biases, as in Keras and PyTorch; the attention weights are not dropped.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class MultiHeadAttention<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int width,
        heads;
    readonly bool causal,
        padded;
    readonly Dense<T> query,
        key,
        value,
        output;

    /// <summary>An attention layer.</summary>
    /// <param name="width">How many numbers a time step has: a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">How many heads share the width, at least 1.</param>
    /// <param name="causal">Whether a time step sees only itself and those before it.</param>
    /// <param name="padded">
    /// Whether time steps at an example's end in which every number is 0 are padding, which no other step reads.
    /// </param>
    /// <param name="name">A name of its own, such as "attention1"; named from where it stands unless given.</param>
    public MultiHeadAttention(int width, int heads, bool causal = false, bool padded = false, string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (width % heads != 0)
            throw new ArgumentException(
                $"{heads} heads cannot share a width of {width}; it must be a multiple of them.",
                nameof(heads)
            );
        (this.width, this.heads, this.causal, this.padded) = (width, heads, causal, padded);
        query = Declare(new Dense<T>(width, width), "query");
        key = Declare(new Dense<T>(width, width), "key");
        value = Declare(new Dense<T>(width, width), "value");
        output = Declare(new Dense<T>(width, width), "output");
    }

    /// <inheritdoc/>
    public override string Kind => "multi_head_attention";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config.Add("width", width).Add("heads", heads).Add("causal", causal).Add("padded", padded);

    // The dense layers are of its own making; that they are what the config has is seen from what it says of itself.
    internal static MultiHeadAttention<T> FromConfig(Config config, IReadOnlyList<Layer<T>> children) =>
        new(config.Int("width"), config.Int("heads"), config.Bool("causal"), config.Bool("padded"), config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(x);
        return Apply(tape, x, x, padded ? Padding.Lengths(tape, x) : []);
    }

    /// <summary>
    /// Computes the output for examples of the given lengths: time steps behind an example's length are read by none.
    /// </summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, time, width].</param>
    /// <param name="lengths">How many time steps each example has, 0 to time; all of them where it is empty.</param>
    /// <exception cref="ArgumentException">
    /// The input's shape does not fit, there is not one length an example, or one is out of range.
    /// </exception>
    public Tensor<T> Forward(Tape<T> tape, Tensor<T> x, ReadOnlySpan<int> lengths) => Forward(tape, x, x, lengths);

    /// <summary>Lets the time steps of one sequence ask those of another.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">What asks, [n, time, width].</param>
    /// <param name="memory">What is asked and answers, [n, places, width].</param>
    /// <param name="lengths">
    /// How many places of each example there are, 0 to places; all of them where it is empty.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A shape does not fit, there is not one length an example, or one is out of range.
    /// </exception>
    public Tensor<T> Forward(Tape<T> tape, Tensor<T> x, Tensor<T> memory, ReadOnlySpan<int> lengths = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(x);
        Check(memory);
        if (!lengths.IsEmpty)
            Padding.Check(Name, lengths, memory.Shape);
        return Apply(tape, x, memory, lengths);
    }

    Tensor<T> Apply(Tape<T> tape, Tensor<T> x, Tensor<T> memory, ReadOnlySpan<int> lengths) =>
        output.Forward(
            tape,
            AttentionOperation<T>.Apply(
                tape,
                query.Forward(tape, x),
                key.Forward(tape, memory),
                value.Forward(tape, memory),
                heads,
                causal,
                lengths
            )
        );

    void Check(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 3 || x.Shape[2] != width)
            throw Misfit(x.Shape, $"[n, time, {width}]");
    }
}
