namespace Surefoot.Training.Data.Tables;

/// <summary>
/// The lines that begin with # at the start of a table. Those before the header are comments; but a header may stand
/// behind a # itself, and a value may begin with one, so a line that has as many fields as the table below it is looked
/// at closely.
/// </summary>
sealed class CommentLines
{
    readonly string text;
    readonly List<int> lines = [];

    /// <summary>Finds the lines.</summary>
    /// <param name="text">The first lines of the file.</param>
    /// <param name="at">Where the first of them would begin.</param>
    internal CommentLines(string text, int at)
    {
        this.text = text;
        for (; at < text.Length; at = TableStart.PassBlank(text, TableStart.Next(text, at)))
        {
            if (!TableStart.Line(text, at).TrimStart(" \t").StartsWith('#'))
                break;
            lines.Add(at);
        }
        Below = at;
    }

    /// <summary>
    /// Where the first line begins that does not begin with #; the text's length where there is none.
    /// </summary>
    internal int Below { get; }

    /// <summary>A line without the # and blank that it begins with.</summary>
    internal static ReadOnlySpan<char> Bare(ReadOnlySpan<char> line) =>
        IsApart(line) ? line.TrimStart(" \t")[1..].Trim(" \t") : line;

    /// <summary>Whether a # begins a line and a blank is next.</summary>
    internal static bool IsApart(ReadOnlySpan<char> line) => line.TrimStart(" \t") is ['#', ' ' or '\t', ..];

    /// <summary>Where the table's first line begins.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">Its separator.</param>
    /// <param name="before">How many lines stand before the first that does not begin with #.</param>
    /// <param name="headless">Whether it is known that no line holds names.</param>
    /// <param name="model">What the table is read for; null for one to train on.</param>
    /// <exception cref="DataException">
    /// It cannot be told whether the last line that begins with # is a comment.
    /// </exception>
    internal int FirstOfTable(string path, TableStart start, int before, bool headless, TablePreprocessing? model)
    {
        int fields = TableStart.Count(Bare(TableStart.Line(text, Below)), start.Separator);
        bool Like(int line) => IsLikeTable(TableStart.Line(text, line), start.Separator, fields, headless, model);
        int first = lines.FindIndex(Like);
        if (fields < 0 || first < 0)
            return Below;
        // Several such lines are rows, unless each is written as a comment is.
        if (lines.TrueForAll(line => IsApart(TableStart.Line(text, line))))
            first = lines.FindLastIndex(Like);
        else if (first < lines.Count - 1)
            return lines[first];
        var last = TableStart.Line(text, lines[first]);
        bool names = model is { Fields: null } && model.HasColumn(FirstField(Bare(last), start.Separator));
        return names || !IsComment(path, start.Below(before), last, headless) ? lines[first] : Below;
    }

    /// <summary>A line that says what is not read; null where there is nothing.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="first">Where the table begins.</param>
    internal string? Note(string file, int first)
    {
        int count = lines.Count(line => line < first);
        if (count > 0)
        {
            string shown = NoteText.Shown(TableStart.Line(text, lines[0]).Trim(" \t").ToString());
            return count == 1
                ? $"{file} begins with a comment, which is passed over: {shown}"
                : $"{file} begins with {count} lines of comments, which are passed over; the first is {shown}";
        }
        return null;
    }

    static bool IsLikeTable(
        ReadOnlySpan<char> line,
        char separator,
        int fields,
        bool headless,
        TablePreprocessing? model
    )
    {
        // In a table of one column every line looks like it: names are told by the model, and values by there being no
        // names.
        if (fields == 1)
            return headless || (model is not null && model.HasColumn(line.Trim(" \t").ToString()));
        return TableStart.Count(Bare(line), separator) == fields || TableStart.Count(line, separator) == fields;
    }

    // Of a line right above the first that does not begin with #, with as many fields. Where that one is a row, this
    // one holds the names; where that one surely holds names, this is a comment.
    static bool IsComment(string path, TableStart below, ReadOnlySpan<char> line, bool headless)
    {
        string shown = NoteText.Shown(line.Trim(" \t").ToString());
        if (headless)
        {
            return !IsApart(line)
                ? false
                : throw new DataException(
                    $"{path}, line {below.Lines}: {shown} may be a comment or a row. "
                        + "Take the line out if it is a comment, or put quotes around its first value if it is a row."
                );
        }
        using var records = new CsvRecords(path, below);
        if (!records.Read())
            return true;
        var first = new FirstLine(records.Strings(), new(path, records.Line, DecimalComma: below.Separator == ';'));
        first.Observe(records, TableLayout.RowsLookedAt);
        if (first.IsNumbers || first.IsRow || first.IsDoubtful)
            return false;
        if (first.HoldsName)
            return true;
        // Names right behind a # were always read as names.
        return !IsApart(line)
            ? false
            : throw new DataException(
                $"{path}, line {below.Lines}: {shown} may be a comment or the names of the columns. "
                    + "Take the line out if it is a comment, or the # if these are the names."
            );
    }

    static string FirstField(ReadOnlySpan<char> line, char separator)
    {
        foreach (var field in new LineFields(line, separator))
            return field.Text.Trim('"').ToString();
        return "";
    }
}
