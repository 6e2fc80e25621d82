namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Turns the rows of one table into numbers: finds the columns that a preprocessing reads, by name and in any order.
/// </summary>
sealed class RowEncoder
{
    readonly TablePreprocessing preprocessing;
    readonly TableLayout layout;
    readonly int[] fields;
    readonly int targetField;
    readonly string? spellings;

    // Where each column's numbers begin, and which columns are categories and which are not.
    readonly int[] starts,
        texts,
        others;

    /// <summary>Finds the columns.</summary>
    /// <param name="layout">What stands where.</param>
    /// <param name="preprocessing">How values become numbers.</param>
    /// <param name="requireTargets">Whether the target is read as well.</param>
    /// <exception cref="DataException">A column is lacking.</exception>
    internal RowEncoder(TableLayout layout, TablePreprocessing preprocessing, bool requireTargets)
    {
        (this.layout, this.preprocessing) = (layout, preprocessing);
        targetField = requireTargets ? TableSurvey.Find(layout, preprocessing.TargetName, "the target") : -1;
        fields =
        [
            .. preprocessing.Columns.Select(column => TableSurvey.Find(layout, column.Name, "which the model reads")),
        ];
        var columns = preprocessing.Columns;
        starts = new int[columns.Count];
        for (int i = 1; i < starts.Length; i++)
            starts[i] = starts[i - 1] + columns[i - 1].Width;
        texts = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i] is CategoryColumn)];
        others = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i] is not CategoryColumn)];
        HashSet<string> used = new(
            [
                .. fields.Select(field => layout.Names[field]),
                targetField < 0 ? preprocessing.TargetName : layout.Names[targetField],
            ],
            StringComparer.Ordinal
        );
        Unused = [.. layout.Columns.Where(name => !used.Contains(name))];
        string[] read =
        [
            .. preprocessing.Columns.Select(column => column.Name),
            .. targetField < 0 ? [] : (string[])[preprocessing.TargetName],
        ];
        ColumnNames.RefuseShared(layout.Path, read, targetField < 0 ? fields : [.. fields, targetField], layout.Names);
        spellings = ColumnNames.Note(Path.GetFileName(layout.Path), layout.Spellings(read));
    }

    /// <summary>The columns that are not used.</summary>
    internal IReadOnlyList<string> Unused { get; }

    /// <summary>Whether the target is read.</summary>
    internal bool HasTargets => targetField >= 0;

    /// <summary>How many numbers a row becomes.</summary>
    internal int Width => preprocessing.InputShape.Length;

    /// <summary>Writes the row's numbers.</summary>
    /// <param name="rows">The table, at the row.</param>
    /// <param name="into"><see cref="Width"/> numbers.</param>
    /// <param name="unseen">Counts, column by column, the categories that training did not see; or empty.</param>
    /// <exception cref="DataException">A value cannot be used.</exception>
    internal void Encode(TableRows rows, Span<float> into, Span<int> unseen = default)
    {
        var columns = preprocessing.Columns;
        for (int i = 0; i < fields.Length; i++)
        {
            if (!columns[i].Encode(rows[fields[i]], into[..columns[i].Width]) && !unseen.IsEmpty)
                unseen[i]++;
            into = into[columns[i].Width..];
        }
    }

    /// <summary>A block for what <see cref="EncodeTexts"/> encodes.</summary>
    internal RowBlock Block() => new(layout, [.. texts.Select(i => fields[i])]);

    /// <summary>Writes the row's numbers but for those of categories.</summary>
    /// <param name="rows">The table, at the row.</param>
    /// <param name="into"><see cref="Width"/> numbers.</param>
    /// <param name="unseen">Counts, column by column, the texts without a known word.</param>
    /// <exception cref="DataException">A value cannot be used.</exception>
    internal void EncodeOthers(TableRows rows, Span<float> into, Span<int> unseen)
    {
        foreach (int i in others)
        {
            var column = preprocessing.Columns[i];
            if (!column.Encode(rows[fields[i]], into.Slice(starts[i], column.Width)))
                unseen[i]++;
        }
    }

    /// <summary>Writes the numbers of the columns of categories, of all rows of a block.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="into"><see cref="Width"/> numbers for each row, one row after another.</param>
    /// <param name="unseen">Counts, column by column, the categories that training did not see.</param>
    internal void EncodeTexts(RowBlock block, Span<float> into, Span<int> unseen)
    {
        for (int j = 0; j < texts.Length; j++)
        {
            int i = texts[j],
                start = starts[i];
            var column = preprocessing.Columns[i];
            for (int row = 0; row < block.Count; row++, start += Width)
            {
                if (!column.Encode(block[row, j], into.Slice(start, column.Width)))
                    unseen[i]++;
            }
        }
    }

    /// <summary>Whether the row's target is read and missing.</summary>
    internal bool LacksTarget(TableRows rows) => HasTargets && preprocessing.Target.IsMissing(rows[targetField]);

    /// <summary>The row's target; NaN where it is missing.</summary>
    /// <exception cref="DataException">It cannot be used.</exception>
    internal float Target(TableRows rows) => preprocessing.Target.Encode(rows[targetField]);

    /// <summary>
    /// A line about names that were found by how they look, and about each column in which rows have categories that
    /// training did not see.
    /// </summary>
    internal IEnumerable<string> Notes(int[] unseen, string path) =>
        [.. spellings is null ? (string[])[] : [spellings], .. Notes(preprocessing, unseen, path)];

    /// <summary>The same for rows that were read in another way.</summary>
    internal static IEnumerable<string> Notes(TablePreprocessing preprocessing, int[] unseen, string path)
    {
        var notes = new ColumnNotes();
        foreach (var (column, rows) in preprocessing.Columns.Zip(unseen).Where(pair => pair.Second > 0))
        {
            if (column is TextColumn)
            {
                notes.Add(
                    column.Name,
                    "have texts without a word that training saw often enough",
                    $"{Path.GetFileName(path)}: in column {NoteText.Shown(column.Name)} "
                        + $"{NoteText.Count(rows, "row")} {(rows == 1 ? "has" : "have")} no word that training saw "
                        + "often enough."
                );
                continue;
            }
            notes.Add(
                column.Name,
                "have categories that training did not see, read as none",
                $"{Path.GetFileName(path)}: in column {NoteText.Shown(column.Name)} "
                    + $"{NoteText.Count(rows, "row")} {(rows == 1 ? "has a category" : "have categories")} that "
                    + "training did not see, read as none."
            );
        }
        return notes.Lines();
    }
}
