using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// A learnt row of numbers for each index: [n] or [n, time] whole numbers give [n, width] or [n, time, width]. A
/// negative number is padding and gives zeros, which recurrent layers that are told of padding leave out (Keras: index
/// 0 with mask_zero; PyTorch: padding_idx). The gradient is row-sparse.
/// </summary>
/// <typeparam name="T">float or double; in float, indices up to 16,777,216 are exact.</typeparam>
public sealed class Embedding<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>An embedding.</summary>
    /// <param name="rows">How many indices there are, at least 1.</param>
    /// <param name="width">How many numbers each has, at least 1.</param>
    /// <param name="initializer">
    /// How the rows begin; normal with a deviation of 0.1 unless given (PyTorch: 1; Keras: uniform within 0.05).
    /// </param>
    /// <param name="name">A name of its own, such as "embedding1"; named from where it stands unless given.</param>
    public Embedding(int rows, int width, Initializer? initializer = null, string? name = null)
        : base(name) => Table = DeclareTable("table", rows, width, initializer ?? Initializer.Normal(0.1));

    /// <summary>The rows.</summary>
    public RowSparseTable<T> Table { get; }

    /// <inheritdoc/>
    public override string Kind => "embedding";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) => config.Add("rows", Table.Rows).Add("width", Table.Width);

    internal static Embedding<T> FromConfig(Config config) =>
        new(config.Int("rows"), config.Int("width"), name: config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank is < 1 or >= Shape.MaxRank)
            throw Misfit(x.Shape, "[n] or [n, time]");
        Shape shape = x.Shape.Rank switch
        {
            1 => new(x.Shape[0], Table.Width),
            2 => new(x.Shape[0], x.Shape[1], Table.Width),
            _ => new(x.Shape[0], x.Shape[1], x.Shape[2], Table.Width),
        };
        return EmbeddingOperation<T>.Apply(tape, x, Table, 1, shape);
    }
}
