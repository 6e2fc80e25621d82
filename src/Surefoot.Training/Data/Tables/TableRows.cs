namespace Surefoot.Training.Data.Tables;

/// <summary>One pass over the rows of a table, below its header.</summary>
sealed class TableRows : IDisposable
{
    readonly TableLayout layout;
    readonly CsvRecords records;
    int row;

    /// <summary>Opens the file and passes over the header.</summary>
    /// <exception cref="DataException">It cannot be opened.</exception>
    internal TableRows(TableLayout layout)
    {
        this.layout = layout;
        records = layout.Memory is { } memory
            ? new(layout.Path, layout.Start, new HashingStream(memory.Open()), layout.KeepsEmpty)
            : new(layout.Path, layout.Start, layout.KeepsEmpty);
        records.Skip(layout.Before);
    }

    /// <summary>Reads rows that come one at a time, without a header.</summary>
    internal TableRows(TableLayout layout, RowFeed feed)
    {
        this.layout = layout;
        records = new(layout.Path, layout.Start, feed);
    }

    /// <summary>The byte at which the row begins.</summary>
    internal long Start => records.Start;

    /// <summary>How many bytes the row has, the end of its line not included.</summary>
    internal int Length => records.Length;

    /// <summary>Where the row stands.</summary>
    internal Place Place => layout.Memory is null ? layout.At(records.Line) : Place.OfRow(layout.Path, row);

    /// <summary>Goes on to the next row.</summary>
    /// <exception cref="DataException">The row has too few or too many fields, or the file is damaged.</exception>
    internal bool Read()
    {
        int fields = layout.Names.Length;
        if (!records.Read())
            return false;
        row++;
        if (records.Count == fields)
            return true;
        throw new DataException(
            $"{layout.Path}, line {records.Line}: the row has {NoteText.Count(records.Count, "field")}, but "
                + $"{fields} are expected. {Remedy(fields)}"
        );
    }

    /// <summary>One field of the row.</summary>
    internal Cell this[int field] => new(records[field], layout.Names[field], Place);

    /// <summary>Reads to the end and gives the SHA-256 of the file.</summary>
    internal string Finish() => records.Finish();

    /// <inheritdoc/>
    public void Dispose() => records.Dispose();

    string Remedy(int fields)
    {
        if (records.IsLikeComment)
            return "It begins with #, which makes a comment only of lines above the header. Take it out if it is one.";
        if (records.Count > fields)
            return $"Put quotes around a field that holds a separator; {TableStart.Named(layout.Separator)} separate "
                + "the fields.";
        return layout.Separator == TableStart.Blanks
            ? "Add the fields that are lacking; where blanks separate fields, a missing value is written NA."
            : "Add the fields that are lacking; a missing value is an empty field between separators.";
    }
}
