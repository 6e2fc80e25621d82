namespace Surefoot.Training.Data;

/// <summary>The checks that every dataset makes before it reads.</summary>
static class DatasetArguments
{
    /// <summary>Refuses spans that do not fit and rows that do not exist, before anything is written.</summary>
    internal static void Check(
        IDataset dataset,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets
    )
    {
        if (inputs.Length != (long)rows.Length * dataset.InputShape.Length)
            throw new ArgumentException(
                $"{rows.Length} rows of shape {dataset.InputShape} do not fit {inputs.Length} inputs.",
                nameof(inputs)
            );
        if (targets.Length != 0 && targets.Length != rows.Length)
            throw new ArgumentException(
                $"{rows.Length} rows have as many targets, not {targets.Length}.",
                nameof(targets)
            );
        if (targets.Length != 0 && !dataset.HasTargets)
            throw new ArgumentException("Targets are wanted, and these rows have none.", nameof(targets));
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)dataset.Count)
                throw new ArgumentOutOfRangeException(
                    nameof(rows),
                    row,
                    $"There are {dataset.Count} rows, counted from 0."
                );
        }
    }
}
