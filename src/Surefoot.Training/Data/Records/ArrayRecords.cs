namespace Surefoot.Training.Data.Records;

/// <summary>Columns that are arrays of one length.</summary>
sealed class ArrayRecords : RecordSource
{
    readonly Array[] columns;
    int row = -1;

    /// <summary>The columns with their names.</summary>
    /// <exception cref="ArgumentException">Their lengths differ, or one has more than one dimension.</exception>
    internal ArrayRecords(KeyValuePair<string, Array>[] named)
        : base("the arrays", Array.ConvertAll(named, pair => pair.Key))
    {
        columns = Array.ConvertAll(named, pair => pair.Value);
        foreach (var (name, values) in named)
        {
            if (values is null || values.Rank != 1)
                throw new ArgumentException($"The column {name} is no array of one dimension.", nameof(named));
            if (values.Length != columns[0].Length)
                throw new ArgumentException(
                    $"The column {name} has {values.Length} values and {named[0].Key} has "
                        + $"{columns[0].Length}; columns are of one length.",
                    nameof(named)
                );
        }
    }

    /// <inheritdoc/>
    internal override object? this[int field] => columns[field].GetValue(row);

    /// <inheritdoc/>
    protected override bool Next() => columns.Length > 0 && ++row < columns[0].Length;
}
