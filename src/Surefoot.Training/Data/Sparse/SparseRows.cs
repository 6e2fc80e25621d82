namespace Surefoot.Training.Data.Sparse;

/// <summary>
/// Rows of which only the numbers that are not 0 are held, one row after another (compressed sparse rows).
/// </summary>
sealed class SparseRows
{
    readonly List<int> starts = [0];
    readonly List<int> columns = [];
    readonly List<float> values = [];

    /// <summary>How many rows there are.</summary>
    internal int Count => starts.Count - 1;

    /// <summary>Forgets all rows and keeps the memory.</summary>
    internal void Clear()
    {
        starts.RemoveRange(1, Count);
        columns.Clear();
        values.Clear();
    }

    /// <summary>Puts a number into the row that is being written.</summary>
    internal void Add(int column, float value)
    {
        columns.Add(column);
        values.Add(value);
    }

    /// <summary>Ends the row that is being written.</summary>
    internal void EndRow() => starts.Add(columns.Count);

    /// <summary>The columns of a row.</summary>
    internal ReadOnlySpan<int> Columns(int row) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(columns)[starts[row]..starts[row + 1]];

    /// <summary>The numbers of a row, one for each of its columns.</summary>
    internal Span<float> Values(int row) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values)[starts[row]..starts[row + 1]];
}
