using System.Numerics;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Sparse;

namespace Surefoot.Training.Layers;

/// <summary>
/// A table of which a batch uses few rows, such as the embeddings of a vocabulary. It stands outside the network's
/// arena and has no dense gradient: the rows that were used are listed with theirs, and
/// <see cref="RowSparseOptimizer{T}"/> steps the whole table at the cost of those rows.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class RowSparseTable<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    int[] used = [];
    T[] slopes = [];
    int count;

    internal RowSparseTable(string name, string localName, int rows, int width, Initializer initializer) =>
        Weight = new(name, localName, new(rows, width), initializer, rows, width);

    /// <summary>Its numbers, [rows, width]; without a gradient.</summary>
    public Parameter<T> Weight { get; }

    /// <summary>Its name in the network, such as "embedding1.table".</summary>
    public string Name => Weight.Name;

    /// <summary>How many rows there are.</summary>
    public int Rows => Weight.Shape[0];

    /// <summary>How many numbers a row has.</summary>
    public int Width => Weight.Shape[1];

    /// <summary>
    /// What moves the table; a <see cref="Models.NetworkOptimizer{T}"/>, and with it a trainer, puts one here where
    /// there is none. With it, rows are caught up with before they are read.
    /// </summary>
    /// <exception cref="ArgumentException">It was made for a table of another size.</exception>
    public RowSparseOptimizer<T>? Optimizer
    {
        get;
        set
        {
            if (value is not null && (value.Rows, value.Width) != (Rows, Width))
                throw new ArgumentException(
                    $"{Name} is a table of {Rows} × {Width}; the optimizer was made for {value.Rows} × {value.Width}.",
                    nameof(value)
                );
            (field, Followed) = (value, null);
        }
    }

    /// <summary>The arena's optimizer that <see cref="Optimizer"/> follows; null for one of the table's own.</summary>
    internal Optimizer<T>? Followed { get; private set; }

    internal void Follow(Optimizer<T> arena, RowSparseOptimizer<T> follower)
    {
        Optimizer = follower;
        Followed = arena;
    }

    /// <summary>
    /// The rows that were used since <see cref="ClearGradients"/>, in the order of use; one that was used several times
    /// occurs as often.
    /// </summary>
    public ReadOnlySpan<int> UsedRows => used.AsSpan(0, count);

    /// <summary>The loss's slopes in the used rows, [UsedRows.Length, width].</summary>
    public ReadOnlySpan<T> Gradients => slopes.AsSpan(0, count * Width);

    /// <summary>
    /// Forgets the used rows and their slopes; part of <see cref="Models.Network{T}.ZeroGradients"/>.
    /// </summary>
    public void ClearGradients() => count = 0;

    /// <summary>Keeps the first of the used rows and forgets the others.</summary>
    internal void Forget(int from) => count = from;

    /// <summary>Takes one step on the slopes gathered since <see cref="ClearGradients"/>.</summary>
    /// <exception cref="InvalidOperationException">There is no <see cref="Optimizer"/>.</exception>
    /// <exception cref="NonFiniteGradientException">A slope is not finite; nothing was changed.</exception>
    public void Step()
    {
        if (Optimizer is null)
            throw new InvalidOperationException(
                $"The table {Name} has no optimizer; give it a RowSparseOptimizer of {Rows} × {Width}."
            );
        Optimizer.Step(Weight.Value, UsedRows, Gradients);
    }

    /// <summary>
    /// Brings every row to the present step: before the whole table is read, copied or saved. Nothing where no
    /// optimizer moves it.
    /// </summary>
    public void Flush() => Optimizer?.Flush(Weight.Value);

    internal void CatchUp(ReadOnlySpan<int> rows)
    {
        if (Optimizer is { MovesRestingRows: true })
            Optimizer.CatchUp(Weight.Value, rows);
    }

    /// <summary>Lists rows as used.</summary>
    /// <returns>Where their slopes go, [rows.Length, width], of any content.</returns>
    internal Span<T> Use(ReadOnlySpan<int> rows)
    {
        int first = count,
            end = checked(first + rows.Length);
        if (end > used.Length)
        {
            int room = Math.Max(end, 2 * used.Length);
            Array.Resize(ref used, room);
            Array.Resize(ref slopes, checked(room * Width));
        }
        rows.CopyTo(used.AsSpan(first));
        count = end;
        return slopes.AsSpan(first * Width, rows.Length * Width);
    }

    internal void Bind(Block<T> values) => Weight.Bind(values, null, 0);
}
