using Surefoot.Randomness;
using Surefoot.Training.Data;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Explaining;

/// <summary>
/// Rows between a background row and the row to explain: in an order drawn for each walk the columns of the one are put
/// in place of those of the other, one after another, and then once more from the back of the order to its front. A
/// walk of p columns has 2p rows: those with the first 0 to p columns of the order, then those with its last 1 to p −
/// 1.
/// </summary>
/// <param name="columns">The columns.</param>
/// <param name="row">The input to explain.</param>
/// <param name="background">The inputs to compare with, one after another.</param>
/// <param name="walks">How many walks start from each of them.</param>
/// <param name="seed">What the orders are drawn by.</param>
sealed class MixedRows(IReadOnlyList<InputColumn> columns, float[] row, float[] background, int walks, ulong seed)
    : IDataset
{
    const uint Stream = 0x53484150;

    readonly int[][] orders = Drawn(columns.Count, background.Length / row.Length * walks, seed);

    /// <summary>How many rows a walk has.</summary>
    internal int RowsOfWalk => 2 * columns.Count;

    /// <summary>How many walks there are, those from the same background row one after another.</summary>
    internal int Walks => orders.Length;

    /// <summary>In which order a walk goes through the columns.</summary>
    internal ReadOnlySpan<int> Order(int walk) => orders[walk];

    public int Count => orders.Length * RowsOfWalk;

    public Shape InputShape { get; } = new(row.Length);

    public bool HasTargets => false;

    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        for (int i = 0; i < rows.Length; i++)
        {
            var (walk, at) = Math.DivRem(rows[i], RowsOfWalk);
            var into = inputs.Slice(i * row.Length, row.Length);
            background.AsSpan(walk / walks * row.Length, row.Length).CopyTo(into);
            ReadOnlySpan<int> order = orders[walk],
                taken = at <= order.Length ? order[..at] : order[(2 * order.Length - at)..];
            foreach (int column in taken)
                columns[column].Of(row).CopyTo(columns[column].Of(into));
        }
    }

    static int[][] Drawn(int columns, int walks, ulong seed)
    {
        var drawn = new int[walks][];
        for (int walk = 0; walk < walks; walk++)
            new RandomStream(seed, Stream, (ulong)walk).Permute(drawn[walk] = new int[columns]);
        return drawn;
    }
}
