namespace Surefoot.Training.Data.Tables;

/// <summary>
/// The texts of some fields of a few rows, so that they can be gone through column by column. The categories of one
/// column lie close together, and those of tens of thousands do not: row by row, each value of a wide table would have
/// to be fetched from memory anew.
/// </summary>
/// <param name="layout">The table.</param>
/// <param name="fields">Which fields of a row are held.</param>
sealed class RowBlock(TableLayout layout, int[] fields)
{
    const int MostRows = 256,
        MostBytes = 4 << 20;

    readonly int[] ends = new int[
        fields.Length == 0
            ? 0
            : (int)Math.Min((long)MostRows * fields.Length, Math.Max(fields.Length, MostBytes / sizeof(int)))
    ];
    readonly Place[] places = new Place[MostRows];
    byte[] text = new byte[1 << 12];
    int used;

    /// <summary>How many rows there are.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether it should be gone through before a further row.</summary>
    internal bool IsFull =>
        Count == places.Length || used >= MostBytes || (Count + 1) * (long)fields.Length > ends.Length;

    /// <summary>Adds the row that was read last.</summary>
    internal void Add(TableRows rows)
    {
        places[Count] = rows.Place;
        for (int i = 0, at = Count * fields.Length; i < fields.Length; i++, at++)
        {
            var value = rows[fields[i]].Text;
            if (value.Length > text.Length - used)
                Array.Resize(
                    ref text,
                    (int)Math.Min(Array.MaxLength, Math.Max(used + (long)value.Length, 2L * text.Length))
                );
            value.CopyTo(text.AsSpan(used));
            ends[at] = used += value.Length;
        }
        Count++;
    }

    /// <summary>A value.</summary>
    /// <param name="row">The row's place in the block.</param>
    /// <param name="i">The field's place among those that are held.</param>
    internal Cell this[int row, int i]
    {
        get
        {
            int at = (row * fields.Length) + i,
                start = at == 0 ? 0 : ends[at - 1];
            return new(text.AsSpan(start, ends[at] - start), layout.Names[fields[i]], places[row]);
        }
    }

    /// <summary>Forgets the rows and keeps the memory.</summary>
    internal void Clear() => Count = used = 0;
}
