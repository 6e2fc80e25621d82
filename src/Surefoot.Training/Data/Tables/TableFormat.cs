using Surefoot.Training.Data.Streaming;

namespace Surefoot.Training.Data.Tables;

/// <summary>A table as a CSV file.</summary>
sealed class TableFormat : IDataFormat
{
    /// <inheritdoc/>
    public bool Recognises(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool CanStream => true;

    /// <inheritdoc/>
    public bool IsTable => true;

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options) =>
        Load(TableLayout.Detect(path, options.HasHeader), options);

    /// <summary>Reads, divides and fits a table whose layout is known, in a file or in memory.</summary>
    /// <exception cref="DataException">The data cannot be used.</exception>
    internal static TrainingData Load(TableLayout layout, DataOptions options)
    {
        string path = layout.Path;
        List<string> spellings = [];
        options = TableSurvey.Named(layout, options, spellings);
        var survey = TableSurvey.Read(layout, options);
        if (survey.Rows < RowSplit.FewestRows)
            throw new DataException(
                $"{path} has {NoteText.Count(survey.Rows, "row")}; at least {RowSplit.FewestRows} are needed "
                    + "to train and to validate. Add rows."
            );
        var task = survey.Target.Task(options.Task);
        int[] classes = [];
        var target =
            task == TaskKind.Classification
                ? survey.Target.Classes(survey.Stored(survey.Target.Column), out classes)
                : null;
        var split = Split(survey, classes, options, out string? splitNote);

        List<string> notes =
        [
            $"{Path.GetFileName(path)} holds "
                + $"{NoteText.Count(survey.KeepsMissing ? survey.Rows : survey.Rows + survey.Target.Missing, "row")} "
                + $"and {NoteText.Count(layout.Columns.Count, "column")}.",
            .. layout.Notes,
            .. spellings,
        ];
        notes.Add(TargetNote(survey, target, options));
        if (survey.Target.WordsNote is { } words)
            notes.Add(words);
        if (survey.Target.Missing > 0)
            notes.Add(
                survey.KeepsMissing
                    ? MissingTargets.WindowsNote(path, survey.Target.Missing)
                    : MissingTargets.Note(path, survey.Target.Missing)
            );
        var preprocessing = TableFit.Run(survey, task, target, split.Training, options, notes);
        if (splitNote is not null)
            notes.Add(splitNote);
        if (split.TestNote is { } testNote)
            notes.Add(testNote);
        long bytes = HeldRows.Bytes(preprocessing, survey.Rows);
        bool streams = options.Stream || (layout.IsUtf8 && StreamingChoice.IsLarge(bytes));
        var encoded = streams
            ? TableEncoding.Stream(layout, preprocessing, requireTargets: true, survey.KeepsMissing)
            : TableEncoding.InMemory(layout, preprocessing, requireTargets: true, survey.Rows, survey.KeepsMissing);
        if (encoded.Digest != survey.Digest)
            throw StreamedFile.Changed(path);
        var whole = encoded.Rows;
        if (streams)
            notes.Add(StreamingChoice.Note(options, path, bytes));
        notes.Add($"A row becomes {NoteText.Count(preprocessing.InputShape.Length, "number")}.");

        List<string> digests = [encoded.Digest];
        return new()
        {
            Training = new RowSubset(whole, split.Training),
            Validation = new RowSubset(whole, split.Validation),
            Test = options.TestPath is null
                ? split.TestOf(whole)
                : Test(options, layout, preprocessing, notes, digests),
            Preprocessing = preprocessing,
            TrainingClasses = target is null ? null : Counted(classes, split.Training, target.Classes.Count),
            Notes = notes,
            Source = path,
            Fingerprint = Fingerprint.Of(digests),
        };
    }

    static RowSplit Split(TableSurvey survey, int[] classes, DataOptions options, out string? note)
    {
        if (options.Window > 0)
        {
            var last = RowSplit.InOrder(survey.Rows, options);
            note =
                RowSplit.FoldsNote(options, inTime: true)
                ?? "Windows follow the rows' order, so the last "
                    + $"{NoteText.Count(last.Validation.Length, "row")}{Before(last)} validate.";
            return last;
        }
        var shuffled = RowSplit.Shuffled<int>(survey.Rows, options, classes);
        note = RowSplit.FoldsNote(options, inTime: false);
        if (survey.TimeColumn is null)
            return shuffled;
        var ordered = RowSplit.InOrder(survey.Rows, options);
        string? drawn = note;
        note = $"The dates of {survey.TimeColumn} never go back, so the rows are in time order";
        // Of folds the first has the fewest rows to learn from; what holds for it holds for all.
        int[] fewest = options.Folds is null
            ? ordered.Training
            : RowSplit.InOrder(survey.Rows, options with { Fold = 1 }).Training;
        if (classes.Length > 0 && Array.TrueForAll(fewest, row => classes[row] == classes[0]))
        {
            note += "; but all but the last are of one class, so the rows that validate are drawn at random.";
            if (drawn is not null)
                note += $" {drawn}";
            return shuffled;
        }
        if (RowSplit.FoldsNote(options, inTime: true) is { } folds)
        {
            note += $". {folds}";
            return ordered;
        }
        note +=
            ordered.Validation.Length == 1
                ? $": the last one{Before(ordered)} validates."
                : $": the last {NoteText.Count(ordered.Validation.Length)}{Before(ordered)} validate.";
        return ordered;
    }

    static long[] Counted(int[] classes, int[] rows, int count)
    {
        var counts = new long[count];
        foreach (int row in rows)
            counts[classes[row]]++;
        return counts;
    }

    static string Before(RowSplit split) => split.Test.Length == 0 ? "" : " before the test";

    static IDataset Test(
        DataOptions options,
        TableLayout training,
        TablePreprocessing preprocessing,
        List<string> notes,
        List<string> digests
    )
    {
        string path = options.TestPath!;
        var layout = TableLayout.DetectFor(path, preprocessing);
        var (rows, unused, digest, found) = TableEncoding.Read(
            layout,
            preprocessing,
            requireTargets: true,
            options.Stream,
            keepMissing: options.Window > 0
        );
        notes.AddRange(layout.Notes);
        notes.AddRange(found);
        string[] unknown =
        [
            .. unused.ExceptBy(training.Columns.Select(ColumnNames.Key), ColumnNames.Key, StringComparer.Ordinal),
        ];
        if (unknown.Length > 0)
            notes.Add(
                $"{Path.GetFileName(path)} has {(unknown.Length == 1 ? "a column" : "columns")} that the "
                    + $"training data lacks, left out: {NoteText.List(unknown)}."
            );
        notes.Add($"The {NoteText.Count(rows.Count, "row")} of {Path.GetFileName(path)} are the test.");
        digests.Add(digest);
        return rows;
    }

    static string TargetNote(TableSurvey survey, TargetColumn? classes, DataOptions options)
    {
        string name = options.Target is null
            ? $"The target is the last column, {survey.TargetName}"
            : $"The target is {survey.TargetName}";
        return classes is null
            ? $"{name}: numbers, so the task is regression."
            : $"{name}: {NoteText.Count(classes.Classes.Count)} classes, {NoteText.List(classes.Classes)}.";
    }
}
