using System.Globalization;
using System.Text;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Data.Tables;

/// <summary>What stands where in a CSV file, as its header and its first rows tell.</summary>
/// <param name="Path">The file as the user named it.</param>
/// <param name="Start">How its text begins.</param>
/// <param name="Names">The name of each field of a row; empty for a field that is left out because it has none.</param>
/// <param name="Notes">What was noticed, one line each.</param>
sealed record TableLayout(string Path, TableStart Start, string[] Names, IReadOnlyList<string> Notes)
{
    /// <summary>How many of a table's first rows are looked at.</summary>
    internal const int RowsLookedAt = 1000;

    /// <summary>What separates fields; <see cref="TableStart.Blanks"/> where runs of blanks do.</summary>
    internal char Separator => Start.Separator;

    /// <summary>The names of the columns, without those that have none.</summary>
    internal IReadOnlyList<string> Columns { get; } = [.. Names.Where(name => name.Length > 0)];

    /// <summary>What a program gave in place of a file; null where there is a file.</summary>
    internal Records.MemoryTable? Memory { get; init; }

    // The place of each name, so that looking up all columns of a wide table is not the square of them; of the same
    // names the first.
    readonly Lazy<Dictionary<string, int>> fields = new(() =>
    {
        var places = new Dictionary<string, int>(Names.Length, StringComparer.Ordinal);
        for (int field = 0; field < Names.Length; field++)
            places.TryAdd(Names[field], field);
        return places;
    });

    // The same by how names look; −2 where several look alike.
    readonly Lazy<Dictionary<string, int>> looks = new(() =>
    {
        var places = new Dictionary<string, int>(Names.Length, StringComparer.Ordinal);
        for (int field = 0; field < Names.Length; field++)
            if (Names[field].Length > 0 && !places.TryAdd(ColumnNames.Key(Names[field]), field))
                places[ColumnNames.Key(Names[field])] = Several;
        return places;
    });

    const int Several = -2;

    /// <summary>
    /// The field of a row under a name, or under the one that looks the same; −1 where there is none.
    /// </summary>
    /// <exception cref="DataException">Several look the same.</exception>
    internal int FieldOf(string name)
    {
        if (name.Length == 0)
            return -1;
        if (fields.Value.TryGetValue(name, out int field))
            return field;
        string key = ColumnNames.Key(name);
        if (key.Length == 0 || !looks.Value.TryGetValue(key, out field))
            return -1;
        return field != Several
            ? field
            : throw ColumnNames.Doubtful(Path, name, [.. Names.Where(other => ColumnNames.Key(other) == key)]);
    }

    /// <summary>
    /// The names of some of the fields, where they are written otherwise than the names that were asked for.
    /// </summary>
    /// <param name="wanted">The names.</param>
    internal IReadOnlyList<ColumnNames.Spelling> Spellings(IEnumerable<string> wanted) =>
        [
            .. wanted
                .Distinct()
                .Select(name => (name, field: FieldOf(name)))
                .Where(pair => pair.field >= 0 && Names[pair.field] != pair.name)
                .Select(pair => new ColumnNames.Spelling(pair.name, Names[pair.field])),
        ];

    /// <summary>How many records stand before the first row: the header, and what stands before it.</summary>
    internal int Before { get; init; } = 1;

    /// <summary>
    /// Whether a line with nothing on it is a row: in a table of one column that is how a missing value is written.
    /// </summary>
    internal bool KeepsEmpty => Names.Length == 1;

    /// <summary>Whether the file is UTF-8, so that its rows can be read from where they begin.</summary>
    internal bool IsUtf8 => Memory is null && Start.IsUtf8;

    /// <summary>The place of a row on a line.</summary>
    internal Place At(long line) => new(Path, line, DecimalComma: Separator == ';');

    /// <summary>Reads the header and the first rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Whether there is a header; null to find out.</param>
    /// <exception cref="DataException">There is no header or no row, or the names cannot be used.</exception>
    internal static TableLayout Detect(string path, bool? header)
    {
        var start = TableStart.Find(path, headless: header == false);
        return header == false || (header is null && LooksHeadless(path, start))
            ? Headless(path, start, names: null, said: header == false)
            : Detect(path, start);
    }

    /// <summary>
    /// Reads the first rows of a table for a model that learned from a table without a header, or from one with.
    /// </summary>
    /// <exception cref="DataException">There is no row, or the fields are not those of the training table.</exception>
    internal static TableLayout DetectFor(string path, TablePreprocessing model)
    {
        var start = TableStart.Find(path, headless: model.Fields is not null, model);
        if (model.Fields is not { } fields)
            return Detect(path, start, model);
        using var records = new CsvRecords(path, start);
        HashSet<string> known = new(fields, StringComparer.Ordinal);
        if (records.Read() && Array.TrueForAll(records.Strings(), known.Contains))
            return Detect(path, start, model);
        string[] inputs = [.. fields.Where(name => name != model.TargetName)];
        if (records.Count == fields.Count)
            return Headless(path, start, [.. fields], said: false);
        if (records.Count == inputs.Length)
            return Headless(path, start, inputs, said: false);
        throw new DataException(
            $"{path}, line {records.Line}: the row has {NoteText.Count(records.Count, "field")}; the model "
                + $"learned from a table of {NoteText.Count(fields.Count, "column")} without a header. "
                + $"Give rows with all of them in that order, or all but the target, {model.TargetName}."
        );
    }

    /// <summary>Refuses a table of more columns than a model's file holds.</summary>
    /// <param name="columns">How many it has.</param>
    /// <param name="what">What has them, for the message.</param>
    /// <exception cref="DataException">It has more.</exception>
    internal static void RefuseMany(int columns, string what)
    {
        if (columns > ModelBounds.Columns)
            throw new DataException(
                $"{what} has {NoteText.Count(columns)} columns; at most {NoteText.Count(ModelBounds.Columns)} "
                    + "are read. Divide it, or save it as a NumPy array."
            );
    }

    static TableLayout Headless(string path, TableStart start, string[]? names, bool said)
    {
        using var records = new CsvRecords(path, start);
        if (!records.Read())
            throw new DataException($"{path} is empty. Rows are expected.");
        RefuseMany(records.Count, $"{path}, line {records.Line}: the row");
        names ??= [.. Enumerable.Range(1, records.Count).Select(number => $"column{number}")];
        string file = System.IO.Path.GetFileName(path);
        List<string> notes =
        [
            .. start.Notes,
            $"{file} {(said ? "is read as" : "is")} a table without a "
                + $"header{(said ? "" : ": its first line is a row like the others")}. "
                + (
                    names.Length == 1
                        ? $"The column is called {names[0]}."
                        : $"The columns are called {names[0]} to {names[^1]}."
                ),
        ];
        if (start.Separator != ',')
            notes.Add($"The fields of {file} are separated by {TableStart.Named(start.Separator)}.");
        return new(path, start, names, notes) { Before = 0 };
    }

    static bool LooksHeadless(string path, TableStart start)
    {
        using var records = new CsvRecords(path, start);
        if (!records.Read())
            return false;
        long line = records.Line;
        RefuseMany(records.Count, $"{path}, line {line}: the first line");
        string[] values = records.Strings();
        var first = new FirstLine(values, new(path, line, DecimalComma: start.Separator == ';'));
        first.Observe(records, RowsLookedAt);
        if (first.IsNumbers && first.IsRowOfNumbers)
            return true;
        if (first is { IsNumbers: true, Counts: true, StandsAgain: true })
            throw new DataException(
                $"{path}, line {line}: {NoteText.List(values)} may be names that count or a row, since each "
                    + "of these numbers stands in its column again. "
                    + "If it is a row, say so with --no-header (DataOptions.HasHeader); if these are names, "
                    + "begin them with a letter."
            );
        // Other lines of nothing but numbers are names that count, or are refused.
        if (first.IsNumbers)
            return false;
        if (first.IsRow)
            return true;
        return first.IsDoubtful
            ? throw new DataException(
                $"{path}, line {line}: {NoteText.List(values)} may be names or a row. If it is a row, say so "
                    + "with --no-header (DataOptions.HasHeader); "
                    + "if these are names, begin those that are numbers with a letter."
            )
            : false;
    }

    /// <summary>Reads the header and the first rows of a table that has a header.</summary>
    /// <exception cref="DataException">There is no header or no row, or the names cannot be used.</exception>
    internal static TableLayout Detect(string path) => Detect(path, TableStart.Find(path));

    static TableLayout Detect(string path, TableStart start, TablePreprocessing? model = null)
    {
        using var records = new CsvRecords(path, start);
        if (!records.Read())
            throw new DataException($"{path} is empty. A line with the column names, and rows below it, are expected.");
        long line = records.Line;
        RefuseMany(records.Count, $"{path}, line {line}: the header");
        string[] header = Unhashed(records.Strings(), start);
        if (Array.TrueForAll(header, name => name.Length == 0))
            throw new DataException(
                $"{path}, line {line}: the header holds no name. A line with the column names is expected first."
            );
        List<string> notes = [.. start.Notes];
        RefuseNumbers(path, line, header, model, notes);
        var names = WithExtraField(records, header, notes) ?? header;
        if (start.Separator != ',')
            notes.Add(
                $"The fields of {System.IO.Path.GetFileName(path)} are separated by "
                    + $"{TableStart.Named(start.Separator)}."
            );
        foreach (
            var same in header
                .Where(name => name.Length > 0)
                .GroupBy(name => name, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
        )
            throw new DataException(
                $"{path}, line {line}: the name {same.Key} stands for {same.Count()} columns. Give each "
                    + "column a name of its own."
            );
        int unnamed = header.Count(name => name.Length == 0);
        if (unnamed > 0)
            notes.Add(
                $"{NoteText.Count(unnamed, "column")} without a name {(unnamed == 1 ? "is" : "are")} left out "
                    + $"of {System.IO.Path.GetFileName(path)}."
            );
        return new(path, start, names, notes);
    }

    // The names as they are without the # that they stand behind.
    static string[] Unhashed(string[] header, TableStart start)
    {
        if (!start.NamesBehindHash)
            return header;
        if (header[0] == "#")
            return header[1..];
        header[0] = header[0].TrimStart('#').TrimStart(' ', '\t');
        return header;
    }

    // R's write.csv leaves out the name of the row names, so that the header is one name shorter than every row; and
    // some programs end every row, but not the header, with a separator. Both are told from most of the first rows, so
    // that one bad row is still found as such.
    static string[]? WithExtraField(CsvRecords records, string[] header, List<string> notes)
    {
        int rows = 0,
            longer = 0;
        bool lastEmpty = true,
            firstDiffer = true;
        HashSet<string> first = new(StringComparer.Ordinal);
        while (rows < RowsLookedAt && records.Read())
        {
            rows++;
            if (records.Count != header.Length + 1)
                continue;
            longer++;
            lastEmpty &= records[header.Length].IsEmpty;
            firstDiffer &= first.Add(Encoding.UTF8.GetString(records[0]));
        }
        if (rows == 0)
            throw new DataException($"{records.Path} holds a header and no row below it. Add rows.");
        if (longer * 2 <= rows)
            return null;
        if (lastEmpty)
            return [.. header, ""];
        if (!firstDiffer)
            return null;
        notes.Add(
            $"The rows of {System.IO.Path.GetFileName(records.Path)} have {header.Length + 1} fields under "
                + $"{header.Length} names: the first field of each is taken for the row's name and left out."
        );
        return ["", .. header];
    }

    // Column names that count 0, 1, 2 … or 1, 2, 3 … are names that a program gave; any other line of numbers is a row.
    static void RefuseNumbers(string path, long line, string[] header, TablePreprocessing? model, List<string> notes)
    {
        if (
            !Array.TrueForAll(
                header,
                name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            )
        )
            return;
        if (FirstLine.IsCount(header))
        {
            if (model is null)
                notes.Add(
                    $"The first line of {System.IO.Path.GetFileName(path)} counts {header[0]} to {header[^1]} "
                        + "and is taken for names. If it is a row, say so with --no-header (DataOptions.HasHeader)."
                );
            return;
        }
        throw new DataException(
            $"{path}, line {line}: numbers stand where the column names are expected ({NoteText.List(header)}). "
                + (
                    model is null
                        ? "Add a first line with a name for each column, or say with --no-header "
                            + "(DataOptions.HasHeader) that it is a row."
                        : "The model learned from a table with names; add a first line with them."
                )
        );
    }
}
