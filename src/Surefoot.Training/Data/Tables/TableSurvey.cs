namespace Surefoot.Training.Data.Tables;

/// <summary>The first pass over a table: what its columns look like and how many rows there are.</summary>
sealed class TableSurvey
{
    readonly ColumnSurvey?[] columns;

    TableSurvey(TableLayout layout, DataOptions options)
    {
        Layout = layout;
        TargetField = FindTarget(layout, options);
        HashSet<string> ignored = new(options.IgnoredColumns, StringComparer.Ordinal),
            texts = new(AsText(options), StringComparer.Ordinal);
        columns = Array.ConvertAll(
            layout.Names,
            name => name.Length == 0 || ignored.Contains(name) ? null : new ColumnSurvey(name, texts.Contains(name))
        );
        var target =
            columns[TargetField]
            ?? throw new DataException(
                $"The column {TargetName} is the target and cannot be ignored as well. Take it out of the "
                    + "ignored columns."
            );
        Target = new(layout.Path, target, texts.Contains(TargetName));
        columns[TargetField] = null;
    }

    /// <summary>What stands where.</summary>
    internal TableLayout Layout { get; }

    /// <summary>Which field of a row is the target.</summary>
    internal int TargetField { get; }

    /// <summary>The target's name.</summary>
    internal string TargetName => Layout.Names[TargetField];

    /// <summary>What the target looks like.</summary>
    internal TargetSurvey Target { get; }

    /// <summary>
    /// What each field of a row looks like; null for the target and for fields that are left out from the start.
    /// </summary>
    internal IReadOnlyList<ColumnSurvey?> Columns => columns;

    /// <summary>
    /// How many rows there are to learn from: all, but for those without a target; windows need those as well.
    /// </summary>
    internal int Rows { get; private set; }

    /// <summary>Whether rows without a target are kept, with no number for it.</summary>
    internal bool KeepsMissing { get; private init; }

    /// <summary>
    /// Which decimal mark a column is to be stored with: none where the file is as programs write it.
    /// </summary>
    internal DecimalMark Stored(ColumnSurvey column) =>
        Layout.Separator != ',' || column.Marks.Reading == DecimalMark.Comma || column.Marks.HasCommaGroups
            ? column.Marks.Reading
            : DecimalMark.Unsaid;

    /// <summary>The SHA-256 of the file.</summary>
    internal string Digest { get; private set; } = "";

    /// <summary>The first column of dates that never go back, if there is one: the rows are in time order.</summary>
    internal string? TimeColumn =>
        columns.FirstOrDefault(column => column is { Kind: ColumnKind.Date, Dates.NeverGoesBack: true })?.Name;

    /// <summary>Reads all rows once.</summary>
    /// <exception cref="DataException">The table cannot be used.</exception>
    internal static TableSurvey Read(TableLayout layout, DataOptions options)
    {
        var survey = new TableSurvey(layout, options) { KeepsMissing = options.Window > 0 };
        using var rows = new TableRows(layout);
        int total = 0;
        while (rows.Read())
        {
            total++;
            survey.Target.Observe(rows[survey.TargetField]);
            for (int field = 0; field < survey.columns.Length; field++)
                survey.columns[field]?.Observe(rows[field]);
        }
        survey.Digest = rows.Finish();
        survey.DecideMarks();
        survey.Target.Finish();
        survey.Rows = survey.KeepsMissing ? total : total - survey.Target.Missing;
        return survey;
    }

    void DecideMarks()
    {
        ColumnSurvey[] all = [.. columns.OfType<ColumnSurvey>(), Target.Column];
        MarkSurvey[] numbers =
        [
            .. all.Where(column => column.Kind == ColumnKind.Number).Select(column => column.Marks),
        ];
        var file = MarkSurvey.OfFile(numbers);
        foreach (var column in all)
            column.Marks.Decide(file, Layout.Separator);
    }

    /// <summary>Options that name columns as the table does.</summary>
    /// <param name="layout">The table.</param>
    /// <param name="options">What the user said.</param>
    /// <param name="notes">Receives a note on names that were found by how they look.</param>
    /// <exception cref="DataException">A column is not there, or several look like it.</exception>
    internal static DataOptions Named(TableLayout layout, DataOptions options, List<string> notes)
    {
        string[] apart = [.. options.IgnoredColumns, .. AsText(options)];
        string[] all = [.. options.Target is { } target ? (string[])[target] : [], .. apart];
        if (options.Target is { } wanted)
            Find(layout, wanted, "the target");
        foreach (string name in apart)
            Find(layout, name, "to be treated apart");
        RefuseTwoReadings(options);
        if (ColumnNames.Note(System.IO.Path.GetFileName(layout.Path), layout.Spellings(all)) is not { } note)
            return options;
        notes.Add(note);
        string Own(string name) => layout.Names[layout.FieldOf(name)];
        return options with
        {
            Target = options.Target is { } other ? Own(other) : null,
            IgnoredColumns = [.. options.IgnoredColumns.Select(Own)],
            TextColumns = [.. options.TextColumns.Select(Own)],
            WordColumns = [.. options.WordColumns.Select(Own)],
            CategoryColumns = [.. options.CategoryColumns.Select(Own)],
        };
    }

    static void RefuseTwoReadings(DataOptions options)
    {
        if (
            options
                .WordColumns.IntersectBy(
                    options.CategoryColumns.Select(ColumnNames.Key),
                    ColumnNames.Key,
                    StringComparer.Ordinal
                )
                .FirstOrDefault() is
            { } both
        )
            throw new DataException($"{both} is to be read word by word and as categories. Leave one out.");
        if (options.Window > 0 && options.WordColumns.FirstOrDefault() is { } column)
            throw new DataException(
                $"Column {column} cannot be read in windows word by word. Leave it, or the window, out."
            );
    }

    static IEnumerable<string> AsText(DataOptions options) =>
        [.. options.TextColumns, .. options.WordColumns, .. options.CategoryColumns];

    /// <summary>The field of a named column.</summary>
    /// <exception cref="DataException">There is none; the nearest name is suggested.</exception>
    internal static int Find(TableLayout layout, string name, string role)
    {
        int field = layout.FieldOf(name);
        return field >= 0
            ? field
            : throw new DataException(
                $"{layout.Path} has no column {ColumnNames.Visible(name)}, {role}. "
                    + $"{NearestName.Hint(name, [.. layout.Columns.Select(ColumnNames.Visible)])}"
            );
    }

    static int FindTarget(TableLayout layout, DataOptions options) =>
        options.Target is { } name
            ? Find(layout, name, "the target")
            : Array.FindLastIndex(layout.Names, name => name.Length > 0);
}
