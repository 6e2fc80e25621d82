using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// The mean or the sum of the rows of a bag of indices: [n, places] whole numbers give [n, width]. A negative number is
/// a place that is not used, and an empty bag gives zeros. The gradient is row-sparse.
/// </summary>
/// <typeparam name="T">float or double; in float, indices up to 16,777,216 are exact.</typeparam>
public sealed class EmbeddingBag<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly bool mean;

    /// <summary>An embedding bag.</summary>
    /// <param name="rows">How many indices there are, at least 1.</param>
    /// <param name="width">How many numbers each has, at least 1.</param>
    /// <param name="mean">
    /// Whether the sum is divided by the number of rows in it; true unless given, as in PyTorch.
    /// </param>
    /// <param name="initializer">How the rows begin; normal with a deviation of 0.1 unless given (PyTorch: 1).</param>
    /// <param name="name">A name of its own, such as "embedding1"; named from where it stands unless given.</param>
    public EmbeddingBag(int rows, int width, bool mean = true, Initializer? initializer = null, string? name = null)
        : base(name) =>
        (this.mean, Table) = (mean, DeclareTable("table", rows, width, initializer ?? Initializer.Normal(0.1)));

    /// <summary>The rows.</summary>
    public RowSparseTable<T> Table { get; }

    internal bool Mean => mean;

    /// <inheritdoc/>
    public override string Kind => "embedding_bag";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) =>
        config.Add("rows", Table.Rows).Add("width", Table.Width).Add("mean", mean);

    internal static EmbeddingBag<T> FromConfig(Config config) =>
        new(config.Int("rows"), config.Int("width"), config.Bool("mean"), name: config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 2 || x.Shape[1] < 1)
            throw Misfit(x.Shape, "[n, places] with at least one place");
        return EmbeddingOperation<T>.Apply(tape, x, Table, x.Shape[1], new(x.Shape[0], Table.Width), mean);
    }
}
