using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Runs.Sharing;

/// <summary>
/// Gives every process the rows of a row-sparse table that all have used in a batch, with their gradients, in the
/// order of the shards: the list that one process would have made.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="table">The table.</param>
/// <param name="group">The processes.</param>
sealed unsafe class SharedRows<T>(RowSparseTable<T> table, IProcessGroup group)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int[] counts = new int[group.Size],
        lengths = new int[group.Size],
        count = new int[1];
    int[] rows = [];
    T[] gradients = [];
    int before;

    /// <summary>A batch begins; what was used before it is known to all.</summary>
    public void Begin() => before = table.UsedRows.Length;

    /// <summary>Forgets what was used since then.</summary>
    public void Undo() => table.Forget(before);

    /// <summary>Exchanges what was used since then.</summary>
    public void Exchange()
    {
        count[0] = table.UsedRows.Length - before;
        group.Gather(MemoryMarshal.AsBytes<int>(count), MemoryMarshal.AsBytes(counts.AsSpan()));
        int all = 0;
        foreach (int one in counts)
            all = checked(all + one);
        if (all > rows.Length)
        {
            rows = new int[Math.Max(all, 2 * rows.Length)];
            gradients = new T[checked(rows.Length * table.Width)];
        }
        Span<int> allRows = rows.AsSpan(0, all);
        Span<T> allGradients = gradients.AsSpan(0, all * table.Width);
        Gather(table.UsedRows[before..], allRows, 1);
        Gather(table.Gradients[(before * table.Width)..], allGradients, table.Width);
        table.Forget(before);
        allGradients.CopyTo(table.Use(allRows));
    }

    void Gather<TValue>(ReadOnlySpan<TValue> own, Span<TValue> all, int width)
        where TValue : unmanaged
    {
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = checked(counts[i] * width * sizeof(TValue));
        group.GatherSlices(MemoryMarshal.AsBytes(own), MemoryMarshal.AsBytes(all), lengths);
    }
}
