using Surefoot.Training.Data;
using Surefoot.Training.Data.Records;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Predicting;

/// <summary>Turns rows whose values have names into what a network reads, as the rows of a file are turned.</summary>
/// <param name="table">What becomes of each column.</param>
sealed class NamedRows(TablePreprocessing table)
{
    const int FirstRows = 256;

    /// <summary>What one column reads of a row.</summary>
    internal delegate object? FieldValue<TRow>(TRow row, int column);

    /// <summary>The columns that the model reads, in their order.</summary>
    internal IReadOnlyList<string> Names { get; } = [.. table.Columns.Select(column => column.Name)];

    /// <summary>Where in a list of names each column stands.</summary>
    /// <param name="source">What has these names, for messages.</param>
    /// <param name="names">The names that there are.</param>
    /// <exception cref="DataException">A column is lacking; the nearest name is suggested.</exception>
    internal int[] Find(string source, IReadOnlyList<string> names)
    {
        var fields = new int[Names.Count];
        for (int column = 0; column < fields.Length; column++)
        {
            fields[column] = ColumnNames.Find(source, names, Names[column]);
            if (fields[column] < 0)
                throw Missing(source, Names[column], names);
        }
        ColumnNames.RefuseShared(source, Names, fields, names);
        return fields;
    }

    /// <summary>A line about columns that go by another spelling of their names; null where none does.</summary>
    internal string? Note(string source, IReadOnlyList<string> names, int[] fields)
    {
        List<ColumnNames.Spelling>? spellings = null;
        for (int column = 0; column < fields.Length; column++)
            if (names[fields[column]] != Names[column])
                (spellings ??= []).Add(new(Names[column], names[fields[column]]));
        return spellings is null ? null : ColumnNames.Note(source, spellings);
    }

    /// <summary>
    /// Refuses names that the model does not know: no column of the training table, learned from, left out or the
    /// target.
    /// </summary>
    internal void RefuseUnknown(string source, IEnumerable<string> names)
    {
        string? other = names.FirstOrDefault(name =>
            name != table.TargetName
            && !Names.Contains(name, StringComparer.Ordinal)
            && !table.LeftOut.Contains(name, StringComparer.Ordinal)
            && !table.HasColumn(name)
        );
        if (other is not null)
            throw new DataException(
                $"{source} has the field {NoteText.Shown(ColumnNames.Visible(other))}, which the model does "
                    + $"not know. {NearestName.Hint(other, Names)} Leave it out, or give it the name that it had in "
                    + "training."
            );
    }

    /// <summary>The error for a row that lacks a column.</summary>
    internal static DataException Missing(string source, string column, IReadOnlyList<string> names) =>
        new(
            $"{source} has no field {ColumnNames.Visible(column)}, which the model reads. "
                + $"{Hint(column, names)} "
                + "A missing value is null."
        );

    /// <summary>Writes what a network reads for a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="value">The value of a column.</param>
    /// <param name="place">Where the row stands, for messages.</param>
    /// <param name="cells">What turns values into text.</param>
    /// <param name="input">Receives the numbers.</param>
    /// <param name="unseen">Counts, column by column, the categories that training did not see.</param>
    /// <param name="doubtful">
    /// Receives, column by column, the first text that could be two numbers, such as 1.234.
    /// </param>
    /// <exception cref="DataException">A value cannot be used.</exception>
    internal void Encode<TRow>(
        TRow row,
        FieldValue<TRow> value,
        in Place place,
        CellText cells,
        Span<float> input,
        Span<int> unseen,
        Span<string?> doubtful
    )
    {
        for (int i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            object? given = value(row, i);
            if (!cells.TryWrite(column, given, out var text))
                throw RecordSource.RefuseType(place.ToString(), column.Name, given);
            if (given is string letters && column is NumberColumn numbers && IsDoubtful(text, numbers.Unit))
                doubtful[i] ??= letters;
            if (!column.Encode(new Cell(text, column.Name, place), input[..column.Width]))
                unseen[i]++;
            input = input[column.Width..];
        }
    }

    /// <summary>
    /// A line about each column with a text that could be two numbers: rows are read as they come, and what others show
    /// is not known.
    /// </summary>
    internal IEnumerable<string> DoubtNotes(string source, string?[] doubtful)
    {
        for (int i = 0; i < doubtful.Length; i++)
        {
            if (doubtful[i] is not { } text || table.Columns[i] is not NumberColumn column)
                continue;
            bool point = text.Contains('.'),
                decimals = point ? column.Mark != DecimalMark.Comma : column.Mark == DecimalMark.Comma;
            yield return $"{source}: column {NoteText.Shown(column.Name)}: nothing tells whether the "
                + $"{(point ? "point" : "comma")} in the text {NoteText.Shown(text.Trim())} stands before decimals "
                + "or between thousands; "
                + $"it is read as in the training data, {(decimals ? "before decimals" : "between thousands")}. "
                + "Give numbers as numbers.";
        }
    }

    static string Hint(string column, IReadOnlyList<string> names) =>
        names.Count == 0 ? "It has no field at all." : NearestName.Hint(column, [.. names.Select(ColumnNames.Visible)]);

    static bool IsDoubtful(scoped ReadOnlySpan<byte> text, string? unit)
    {
        Span<byte> into = stackalloc byte[NumberText.Longest];
        if (unit is not null && NumberUnit.TryTake(text, into, out var number, out _))
        {
            NumberText.Shown(number, out bool unsure);
            return unsure;
        }
        NumberText.Shown(text, out bool doubtful);
        return doubtful;
    }

    /// <summary>All rows of a source, in their order.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="strict">Whether further names are refused and not left out.</param>
    /// <param name="notes">Receives notes.</param>
    /// <exception cref="DataException">A column is lacking, or a value cannot be used.</exception>
    /// <param name="withTarget">Whether the target is read too, of which windows take the past.</param>
    internal IDataset Read(RecordSource source, bool strict, ICollection<string> notes, bool withTarget = false)
    {
        int[] fields = Find(source.Name, source.Names);
        int target = withTarget ? TargetField(source) : -1;
        if (strict)
            RefuseUnknown(source.Name, source.Names);
        int width = table.InputShape.Length,
            count = 0;
        var inputs = new float[FirstRows * width];
        List<float> targets = [];
        var unseen = new int[fields.Length];
        var doubtful = new string?[fields.Length];
        var cells = new CellText();
        object? Value(RecordSource row, int column) => row[fields[column]];
        for (; source.Read(); count++)
        {
            if ((count + 1L) * width > Array.MaxLength)
                throw new DataException($"{source.Name} has too many rows to predict at once. Predict them in parts.");
            if ((count + 1) * width > inputs.Length)
                Array.Resize(ref inputs, (int)Math.Min(Array.MaxLength, 2L * inputs.Length));
            Encode(
                source,
                Value,
                Place.OfRow(source.Name, source.Row),
                cells,
                inputs.AsSpan(count * width, width),
                unseen,
                doubtful
            );
            if (target >= 0)
                targets.Add(Target(source, target, cells));
        }
        if (Note(source.Name, source.Names, fields) is { } spellings)
            notes.Add(spellings);
        foreach (string note in DoubtNotes(source.Name, doubtful).Concat(RowEncoder.Notes(table, unseen, source.Name)))
            notes.Add(note);
        return width == 0
            ? new TargetRows([.. targets], count)
            : new MatrixDataset(table.InputShape, inputs, target >= 0 ? [.. targets] : null, count);
    }

    int TargetField(RecordSource source) =>
        ColumnNames.Find(source.Name, source.Names, table.TargetName) is >= 0 and var field
            ? field
            : throw new DataException(
                $"{source.Name} has no field {ColumnNames.Visible(table.TargetName)}, whose past the model reads. "
                    + $"{Hint(table.TargetName, source.Names)} A value that is not known yet is null."
            );

    float Target(RecordSource source, int field, CellText cells)
    {
        string place = Place.OfRow(source.Name, source.Row).ToString();
        if (!cells.TryWrite(source[field], out var text))
            throw RecordSource.RefuseType(place, table.TargetName, source[field]);
        return table.Target.Encode(new Cell(text, table.TargetName, Place.OfRow(source.Name, source.Row)));
    }
}
