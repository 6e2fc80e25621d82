using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// The mean, or another sum, of the rows of a bag of indices: [n, places] whole numbers give [n, width]. A negative
/// number is a place that is not used, and an empty bag gives zeros. The gradient is row-sparse.
/// </summary>
/// <typeparam name="T">float or double; in float, indices up to 16,777,216 are exact.</typeparam>
public sealed class EmbeddingBag<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>An embedding bag.</summary>
    /// <param name="rows">How many indices there are, at least 1.</param>
    /// <param name="width">How many numbers each has, at least 1.</param>
    /// <param name="mean">
    /// Whether the sum is divided by the number of rows in it; true unless given, as in PyTorch.
    /// </param>
    /// <param name="initializer">How the rows begin; normal with a deviation of 0.1 unless given (PyTorch: 1).</param>
    /// <param name="name">A name of its own, such as "embedding1"; named from where it stands unless given.</param>
    public EmbeddingBag(int rows, int width, bool mean = true, Initializer? initializer = null, string? name = null)
        : this(rows, width, mean ? BagReduction.Mean : BagReduction.Sum, initializer, name) { }

    /// <summary>The same with any of the sums.</summary>
    /// <param name="rows">How many indices there are, at least 1.</param>
    /// <param name="width">How many numbers each has, at least 1.</param>
    /// <param name="reduction">What becomes of the rows of a bag.</param>
    /// <param name="initializer">How the rows begin; normal with a deviation of 0.1 unless given (PyTorch: 1).</param>
    /// <param name="name">A name of its own, such as "embedding1"; named from where it stands unless given.</param>
    public EmbeddingBag(
        int rows,
        int width,
        BagReduction reduction,
        Initializer? initializer = null,
        string? name = null
    )
        : base(name) =>
        (Reduction, Table) = (reduction, DeclareTable("table", rows, width, initializer ?? Initializer.Normal(0.1)));

    /// <summary>The rows.</summary>
    public RowSparseTable<T> Table { get; }

    internal BagReduction Reduction { get; }

    /// <inheritdoc/>
    public override string Kind => "embedding_bag";

    /// <inheritdoc/>
    protected override void AddSettings(Config config)
    {
        config.Add("rows", Table.Rows).Add("width", Table.Width);
        // As files of before have it, where there was nothing but these two.
        if (Reduction == BagReduction.SquareRoot)
            config.Add("reduction", Reduction);
        else
            config.Add("mean", Reduction == BagReduction.Mean);
    }

    internal static EmbeddingBag<T> FromConfig(Config config) =>
        new(config.Int("rows"), config.Int("width"), ReductionOf(config), name: config.Name);

    /// <summary>What a config of this kind makes of a bag.</summary>
    /// <exception cref="FormatException">It is missing or no such word.</exception>
    internal static BagReduction ReductionOf(Config config) =>
        config.OptionalText("reduction") is not null ? config.Choice<BagReduction>("reduction")
        : config.Bool("mean") ? BagReduction.Mean
        : BagReduction.Sum;

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 2 || x.Shape[1] < 1)
            throw Misfit(x.Shape, "[n, places] with at least one place");
        return EmbeddingOperation<T>.Apply(tape, x, Table, x.Shape[1], new(x.Shape[0], Table.Width), Reduction);
    }
}
