using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Data.Tables;

/// <summary>The second pass over a table: fits the columns and the target to the training rows.</summary>
static class TableFit
{
    const int ValuesAColumn = 8,
        ValuesHeld = 1 << 18;

    // Of a value on average, where it may be free text; of more such columns words would take the memory.
    const double FewestWords = 3;
    const int MostWordColumns = 64;

    // On ten tables 8 and 32 did no better: docs/performance.md. Of very many rows there are fewer, so that the numbers
    // of all rows are no more than half a gibibyte.
    const int UsualBins = 16,
        MostInBins = 128,
        MostPlaces = 1 << 27;

    /// <summary>The fitted preprocessing; what is worth knowing is added to the notes.</summary>
    /// <param name="survey">What the first pass found.</param>
    /// <param name="task">What is learned.</param>
    /// <param name="classes">The target's classes, or null for regression.</param>
    /// <param name="training">Which rows to fit to.</param>
    /// <param name="options">What the user said.</param>
    /// <param name="notes">Receives notes.</param>
    /// <exception cref="DataException">A value is not what its column holds, or no column is left.</exception>
    internal static TablePreprocessing Run(
        TableSurvey survey,
        TaskKind task,
        TargetColumn? classes,
        ReadOnlySpan<int> training,
        DataOptions options,
        List<string> notes
    )
    {
        var reasons = new LeftOutNotes();
        foreach (string name in options.IgnoredColumns)
            reasons.Add(name, LeftOut.Ignored);
        var fits = Fits(survey, Bins(survey, training.Length, options), options, reasons);
        if (options.DateParts is not null && !fits.Any(fit => fit is DateColumnFit))
            throw new DataException(
                $"{survey.Layout.Path} has no column of dates, of which parts were asked for. Leave the parts of dates "
                    + "out."
            );
        var target = new Moments();
        // How many values of all columns together may be held while they are counted; beyond, columns that are sure to
        // be left out hold none.
        if (fits.Length * (long)training.Length > ValuesHeld)
        {
            foreach (var fit in fits.OfType<CategoryColumn.Fit>())
                fit.MostRows = training.Length;
        }
        string digest = Observe(survey, fits, training, classes, ref target);
        if (digest != survey.Digest)
            throw StreamedFile.Changed(survey.Layout.Path);

        var own = new ColumnNotes();
        List<Column> columns = [];
        foreach (var fit in fits)
        {
            if (fit is null)
                continue;
            var column = fit.Finish(out var why, out string? note);
            if (note is not null)
                own.Add(
                    fit.Name,
                    column switch
                    {
                        null => "are left out: text with too many different values to learn from",
                        TextColumn => "are free text, read word by word",
                        _ => "have more categories than are read",
                    },
                    note
                );
            if (column is not null)
                columns.Add(column);
            else if (note is null)
                reasons.Add(fit.Name, why);
        }
        if (MarksNote(survey, survey.Target.Column) is { } targetMarks)
            notes.Add(targetMarks);
        foreach (string? signs in (string?[])[UnitNote(survey.Target.Column), survey.Target.Column.SignsNote])
        {
            if (signs is not null)
                notes.Add(signs);
        }
        notes.AddRange(reasons.Notes());
        notes.AddRange(own.Lines());
        // A value in the model's file for each category, and few others a column.
        long stored = columns.Sum(column =>
            (column is TextColumn text ? text.Reading.Numbers.Count : (long)column.Width) + ValuesAColumn
        );
        if (stored > ModelBounds.Values)
            throw new DataException(
                $"{survey.Layout.Path} has {NoteText.Count(columns.Sum(column => (long)column.Width))} "
                    + $"numbers and categories in {NoteText.Count(columns.Count, "column")}, more than a model's "
                    + "file holds. Leave out columns of text with many categories."
            );
        string[] binned =
        [
            .. columns.OfType<NumberColumn>().Where(column => column.Bins is not null).Select(column => column.Name),
        ];
        if (binned.Length > 0)
            notes.Add($"Numbers of {NoteText.List(binned)} are read besides by where they lie, in bins.");
        string[] missing = [.. columns.Where(column => column.SaysMissing).Select(column => column.Name)];
        if (missing.Length > 0)
            notes.Add(
                $"Values are missing in {NoteText.List(missing)}: a number becomes the mean, text no "
                    + "category, and one more number says that it is missing."
            );
        if (columns.Count == 0 && !options.ReadsPast)
            throw new DataException(
                (
                    $"{survey.Layout.Path} has no column left to learn {survey.TargetName} from. "
                    + string.Join(" ", reasons.Notes().Concat(own.Lines()))
                ).TrimEnd()
            );
        if (task == TaskKind.Regression && target.IsConstant)
        {
            throw new DataException(
                $"{survey.Layout.Path}, column {survey.TargetName}: the target is the same in every training row"
                    + $"{(target.IsNoise ? " but for rounding" : "")}. Choose another target, or give rows that differ."
            );
        }
        HashSet<string> read = new(columns.Select(column => column.Name), StringComparer.Ordinal) { survey.TargetName };
        string[] leftOut = [.. survey.Layout.Columns.Where(name => !read.Contains(name))];
        return new(
            classes
                ?? TargetColumn.OfNumbers(
                    survey.TargetName,
                    target.Mean,
                    target.Deviation,
                    survey.Stored(survey.Target.Column),
                    survey.Target.Column.Unit
                ),
            columns
        )
        {
            LeftOut = leftOut,
            Fields = survey.Layout.Before == 0 ? survey.Layout.Names : null,
        };
    }

    static int Bins(TableSurvey survey, int rows, DataOptions options)
    {
        if (options.Bins is not null || options.BinsByData != true)
            return options.Bins ?? 0;
        int numbers = survey.Columns.Count(column => column?.Kind == ColumnKind.Number);
        if (numbers is 0 or > MostInBins || options.Window > 0)
            return 0;
        return survey.TimeColumn is not null
            ? NumberBinsFit.FewValuesOnly
            : (int)Math.Min(UsualBins, MostPlaces / Math.Max(1, (long)rows * numbers));
    }

    static ColumnFit?[] Fits(TableSurvey survey, int bins, DataOptions options, LeftOutNotes reasons)
    {
        bool others = survey.Columns.Any(column => column is { NumbersRows: false, Kind: not ColumnKind.Empty });
        bool wordy =
            options is { WordsByData: true, Window: 0 }
            && survey.Columns.Count(column => column is not null && MayBeFree(column, options)) <= MostWordColumns;
        var fits = new ColumnFit?[survey.Columns.Count];
        for (int field = 0; field < fits.Length; field++)
        {
            if (survey.Columns[field] is not { } column)
                continue;
            if (column.NumbersRows && others)
                reasons.Add(column.Name, LeftOut.NumbersRows);
            else if (column.Kind == ColumnKind.Empty)
                reasons.Add(column.Name, LeftOut.Empty);
            else
                fits[field] = Fit(survey, column, bins, wordy, options, reasons);
        }
        return fits;
    }

    static ColumnFit Fit(
        TableSurvey survey,
        ColumnSurvey column,
        int bins,
        bool wordy,
        DataOptions options,
        LeftOutNotes reasons
    )
    {
        if (MarksNote(survey, column) is { } marks)
            reasons.Say(column.Name, "have marks between the digits that were read likewise", marks);
        if (UnitNote(column) is { } unit)
            reasons.Say(column.Name, "are numbers with a sign such as % that is left out", unit);
        if (column.SignsNote is { } signs)
            reasons.Say(column.Name, "are read as text: only some of their values have a sign such as %", signs);
        else if (column.IsMixed)
            reasons.Say(
                column.Name,
                "are read as text: some of their values are not numbers",
                $"Column {column.Name} is read as text: {NoteText.Count(column.Others)} of its "
                    + $"{NoteText.Count(column.Others + column.Numbers, "value")} are not numbers."
            );
        if (column is { Kind: ColumnKind.Date, Dates.IsAmbiguous: true })
            reasons.Say(
                column.Name,
                "have dates in which two numbers could be exchanged",
                $"Column {column.Name}: "
                    + $"{(column.Dates.Order == DateOrder.DayMonthShortYear ? "day, month and year" : "day and month")}"
                    + $" "
                    + $"could be exchanged; they are read like {DateColumn.Example(column.Dates.Order)}."
            );
        if (column.Kind == ColumnKind.Date && DateColumn.Rule(column.Dates.Order) is { } rule)
            reasons.Say(column.Name, "have dates that were read by such a rule", $"Column {column.Name}: {rule}.");
        return column.Kind switch
        {
            ColumnKind.Number => new NumberColumn.Fit(
                column.Name,
                column.Marks.Reading,
                survey.Stored(column),
                column.Unit,
                bins
            ),
            ColumnKind.Date => new DateColumnFit(column.Name, column.Dates.Order, options.DateParts),
            _ => TextFit(column, wordy, options),
        };
    }

    static bool MayBeFree(ColumnSurvey column, DataOptions options) =>
        column is { Kind: ColumnKind.Text, MeanWords: >= FewestWords }
        && !options.CategoryColumns.Contains(column.Name, StringComparer.Ordinal);

    static ColumnFit TextFit(ColumnSurvey column, bool wordy, DataOptions options)
    {
        if (options.WordColumns.Contains(column.Name, StringComparer.Ordinal))
            return new TextColumn.Fit(column.Name, options.Text);
        var categories = new CategoryColumn.Fit(column.Name);
        return wordy && MayBeFree(column, options)
            ? new WordyFit(categories, new(column.Name, options.Text), column.MeanWords)
            : categories;
    }

    static string? UnitNote(ColumnSurvey column) =>
        column is { Kind: ColumnKind.Number, Unit: { } unit }
            ? $"Column {column.Name}: {unit} stands with its numbers and is left out: "
                + (unit is "%" or "‰" ? $"12 {unit} is the number 12." : "amounts are numbers of that currency.")
            : null;

    // Of columns that are numbers, or would be if it were known which mark is which.
    static string? MarksNote(TableSurvey survey, ColumnSurvey column) =>
        column.Kind == ColumnKind.Number || column.Marks.LeavesCommas
            ? column.Marks.Note(column.Name, survey.Layout.Separator)
            : null;

    static string Observe(
        TableSurvey survey,
        ColumnFit?[] fits,
        ReadOnlySpan<int> training,
        TargetColumn? classes,
        ref Moments target
    )
    {
        using var rows = new TableRows(survey.Layout);
        int[] texts = [.. Enumerable.Range(0, fits.Length).Where(field => fits[field] is CategoryColumn.Fit)];
        int[] others =
        [
            .. Enumerable.Range(0, fits.Length).Where(field => fits[field] is not null and not CategoryColumn.Fit),
        ];
        var block = new RowBlock(survey.Layout, texts);
        int next = 0;
        for (int row = 0; next < training.Length && rows.Read(); row++)
        {
            var value = rows[survey.TargetField];
            bool missing = classes?.IsMissing(value) ?? value.IsMissing;
            if (missing && !survey.KeepsMissing)
            {
                row--;
                continue;
            }
            if (row != training[next])
                continue;
            next++;
            if (classes is null && !missing)
                target.Add(Number(survey.Target.Column, value));
            foreach (int field in others)
                fits[field]!.Observe(rows[field]);
            if (texts.Length == 0)
                continue;
            block.Add(rows);
            if (block.IsFull)
                Observe(fits, texts, block);
        }
        Observe(fits, texts, block);
        return rows.Finish();
    }

    static double Number(ColumnSurvey column, in Cell value)
    {
        Span<byte> into = stackalloc byte[column.Unit is null ? 0 : NumberText.Longest];
        return value.Without(column.Unit, into, Cell.TargetRemedy).Number(column.Marks.Reading, Cell.TargetRemedy);
    }

    // Text is never refused, so that a fault of another column is still found in the first row that has one.
    static void Observe(ColumnFit?[] fits, int[] texts, RowBlock block)
    {
        for (int i = 0; i < texts.Length; i++)
        {
            var fit = fits[texts[i]]!;
            for (int row = 0; row < block.Count; row++)
                fit.Observe(block[row, i]);
        }
        block.Clear();
    }
}
