using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data.Records;

/// <summary>Writes rows of a program down as a table, which is then read as a file is.</summary>
static class RecordTable
{
    // Longer ones are refused by what reads files.
    const long LongestRow = 64 << 20;

    /// <summary>The table's layout, with its content.</summary>
    /// <param name="source">The rows; it is read to its end.</param>
    /// <param name="ignored">Columns that are left out anyway, whose values are not asked for.</param>
    /// <exception cref="DataException">Names or values cannot be used.</exception>
    internal static TableLayout Read(RecordSource source, IReadOnlyCollection<string> ignored)
    {
        string[] names = source.Names;
        TableLayout.RefuseMany(names.Length, source.Name);
        RefuseNames(source);
        var table = new MemoryTable();
        var text = new CellText();
        for (int field = 0; field < names.Length; field++)
        {
            text.TryWrite(names[field], out var name);
            table.Field(name, first: field == 0);
        }
        table.EndRow();
        bool[] skipped = Array.ConvertAll(names, name => name.Length == 0);
        foreach (string name in ignored)
            if (ColumnNames.Find(source.Name, names, name) is >= 0 and var field)
                skipped[field] = true;
        while (source.Read())
        {
            long start = table.Length;
            for (int field = 0; field < names.Length; field++)
                table.Field(skipped[field] ? default : Text(source, text, field), first: field == 0);
            if (table.Length - start > LongestRow)
                throw new DataException(
                    $"{source.Name}, row {source.Row}: the row is longer than {LongestRow >> 20} MiB of text. "
                        + "Leave a column out."
                );
            table.EndRow();
        }
        if (source.Row == 0)
            throw new DataException($"{source.Name} holds no row. Give rows.");
        int unnamed = names.Count(name => name.Length == 0);
        string[] notes =
            unnamed == 0
                ? []
                :
                [
                    $"{NoteText.Count(unnamed, "column")} without a name {(unnamed == 1 ? "is" : "are")} left "
                        + $"out of {source.Name}.",
                ];
        return new(source.Name, new(','), names, notes) { Memory = table };
    }

    static ReadOnlySpan<byte> Text(RecordSource source, CellText text, int field)
    {
        object? value = source[field];
        if (!text.TryWrite(value, out var written))
            throw source.RefuseType(field, value);
        return written.Contains((byte)0)
            ? throw new DataException(
                $"{source.Name}, row {source.Row}, column {source.Names[field]}: the text holds a zero "
                    + "character. Take it out."
            )
            : written;
    }

    static void RefuseNames(RecordSource source)
    {
        if (Array.TrueForAll(source.Names, name => name.Length == 0))
            throw new DataException(
                $"{source.Name} has no column with a name. Records have public properties, or are "
                    + "dictionaries, and the columns of a query have names."
            );
        if (
            source
                .Names.Where(name => name.Length > 0)
                .GroupBy(name => name, StringComparer.Ordinal)
                .FirstOrDefault(group => group.Count() > 1) is
            { } same
        )
            throw new DataException(
                $"{source.Name}: the name {same.Key} stands for {same.Count()} columns. Give each column a "
                    + "name of its own."
            );
    }
}
