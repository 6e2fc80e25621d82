using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Text;

/// <summary>Rows that are lists of the numbers of words, with −1 in the places that are left.</summary>
/// <param name="indices">The numbers of each row, at most as many as there are places.</param>
/// <param name="places">How many places a row has.</param>
/// <param name="known">The index of each row's class; null where there are none.</param>
sealed class IndexDataset(int[][] indices, int places, float[]? known) : IDataset, IKnownTargets
{
    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public Shape InputShape { get; } = new(places);

    /// <inheritdoc/>
    public bool HasTargets => known is not null;

    float? IKnownTargets.TargetOf(int row) => known?[row];

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        inputs.Fill(-1);
        for (int i = 0; i < rows.Length; i++)
        {
            int[] row = indices[rows[i]];
            for (int j = 0; j < row.Length; j++)
                inputs[(i * places) + j] = row[j];
        }
        for (int i = 0; i < targets.Length; i++)
            targets[i] = known![rows[i]];
    }
}
