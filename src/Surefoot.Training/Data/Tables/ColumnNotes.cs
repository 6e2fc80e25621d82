namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Lines about single columns. Of many of one kind the first are kept, and one line says how many more there are: a
/// table may have thousands.
/// </summary>
sealed class ColumnNotes
{
    const int MostOfAKind = 12;

    readonly List<string> lines = [];
    readonly Dictionary<string, (int Count, string Last)> kinds = new(StringComparer.Ordinal);

    /// <summary>A line about a column.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="likewise">What is true of such columns, as a verb in the plural and what belongs to it.</param>
    /// <param name="line">The line.</param>
    internal void Add(string column, string likewise, string line)
    {
        int count = kinds.GetValueOrDefault(likewise).Count + 1;
        kinds[likewise] = (count, column);
        if (count <= MostOfAKind)
            lines.Add(line);
    }

    /// <summary>The lines, in the order in which they came, and behind them those on how many more there are.</summary>
    internal IReadOnlyList<string> Lines() =>
        [
            .. lines,
            .. kinds
                .Where(kind => kind.Value.Count > MostOfAKind)
                .Select(kind => More(kind.Value.Count - MostOfAKind, kind.Value.Last, kind.Key)),
        ];

    static string More(int count, string last, string likewise) =>
        count == 1
            ? $"One more column, {NoteText.Shown(last)}, likewise: such columns {likewise}."
            : $"{NoteText.Count(count)} more columns, the last of them {NoteText.Shown(last)}, likewise: such "
                + $"columns {likewise}.";
}
