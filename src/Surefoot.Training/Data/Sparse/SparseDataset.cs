using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Sparse;

/// <summary>
/// Sparse rows that are filled with their zeros as they are read, so that a batch is dense and the whole never is.
/// </summary>
/// <param name="all">The rows.</param>
/// <param name="width">How many numbers a row has, zeros included.</param>
/// <param name="known">One target a row; null where there are none.</param>
/// <param name="rest">A row of what stands where nothing is held; empty for zeros.</param>
sealed class SparseDataset(SparseRows all, int width, float[]? known, float[] rest) : IDataset, IKnownTargets
{
    /// <inheritdoc/>
    public int Count => all.Count;

    /// <inheritdoc/>
    public Shape InputShape { get; } = new(width);

    /// <inheritdoc/>
    public bool HasTargets => known is not null;

    float? IKnownTargets.TargetOf(int row) => known?[row];

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        inputs.Clear();
        for (int i = 0; i < rows.Length; i++)
        {
            var row = inputs.Slice(i * width, width);
            rest.CopyTo(row);
            var columns = all.Columns(rows[i]);
            var values = all.Values(rows[i]);
            for (int j = 0; j < columns.Length; j++)
                row[columns[j]] = values[j];
        }
        for (int i = 0; i < targets.Length; i++)
            targets[i] = known![rows[i]];
    }
}
