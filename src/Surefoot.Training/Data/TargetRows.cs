using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>Rows that have nothing but their target: a series by itself, of which windows are made.</summary>
/// <param name="held">The targets; null where there are none.</param>
/// <param name="count">How many rows there are.</param>
sealed class TargetRows(float[]? held, int count) : IDataset, IKnownTargets
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public Shape InputShape { get; } = new(0);

    /// <inheritdoc/>
    public bool HasTargets => held is not null;

    float? IKnownTargets.TargetOf(int row) => held?[row];

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = held![rows[i]];
    }
}
