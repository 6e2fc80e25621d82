using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data.Text;

/// <summary>Labelled lines of text: a label, a tab, and the text.</summary>
sealed class TextFormat : IDataFormat
{
    const int FewestLabels = 20;

    /// <inheritdoc/>
    public bool Recognises(string path) => TextLines.Recognises(path);

    /// <inheritdoc/>
    public bool CanStream => true;

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        if (options.Task == TaskKind.Regression)
            throw new DataException(
                $"{path} holds lines of text with a label each, so the task is classification, not regression."
            );
        var lines = TextLines.Read(path, requireLabels: true);
        var target = Target(lines);
        int[] index =
        [
            .. lines.Labels.Select(label =>
                target.TryIndex(label, out int place) ? place : throw new InvalidOperationException()
            ),
        ];
        var classes = new int[lines.Count];
        for (int row = 0; row < classes.Length; row++)
            classes[row] = index[lines.Codes[row]];
        var split = RowSplit.Shuffled<int>(classes.Length, options, classes);
        var (preprocessing, wordsNote) = Fit(lines, target, split, options.Text);
        List<string> notes =
        [
            $"{path} holds {NoteText.Count(classes.Length, "line")} of text with a label each, "
                + $"{NoteText.Count(target.Classes.Count)} classes: {NoteText.List(target.Classes)}.",
            wordsNote,
        ];
        bool streams = StreamingChoice.Streams(options, TextPreprocessing.MemoryFor(path));
        if (streams)
            notes.Add(StreamingChoice.Note(options, path, TextPreprocessing.MemoryFor(path)));
        var whole = preprocessing.Dataset(lines, requireTargets: true, streams, notes);
        var test = options.TestPath is null ? null : TextLines.Read(options.TestPath, requireLabels: true);
        if (lines.Header)
            notes.Add("The first line names the columns and is left out.");
        if (options.Target is not null)
            notes.Add($"The target {options.Target} is not used: the lines have their labels.");
        if (RowSplit.FoldsNote(options, inTime: false) is { } foldsNote)
            notes.Add(foldsNote);
        if (split.TestNote is { } testNote)
            notes.Add(testNote);
        if (test is not null)
            notes.Add($"The {NoteText.Count(test.Count, "line")} of {test.Path} are the test.");
        return new()
        {
            Training = new RowSubset(whole, split.Training),
            Validation = new RowSubset(whole, split.Validation),
            Test = test is null
                ? split.TestOf(whole)
                : preprocessing.Dataset(
                    test,
                    requireTargets: true,
                    StreamingChoice.Streams(options, TextPreprocessing.MemoryFor(test.Path)),
                    notes
                ),
            Preprocessing = preprocessing,
            Notes = notes,
            Source = path,
            Fingerprint = Fingerprint.Of(test is null ? [lines.Digest] : [lines.Digest, test.Digest]),
        };
    }

    static TargetColumn Target(TextLines lines)
    {
        var target = TargetColumn.OfClasses("label", lines.Labels, numericLabels: false);
        if (lines.Count < RowSplit.FewestRows)
            throw new DataException(
                $"{lines.Path} holds {NoteText.Count(lines.Count, "line")}; at least {RowSplit.FewestRows} "
                    + "are needed to train and to validate. Add lines."
            );
        if (target.Classes.Count < 2)
            throw new DataException(
                $"{lines.Path}: every line has the same label, {NoteText.Shown(target.Classes[0])}. At least "
                    + "two different ones are needed to learn."
            );
        if (target.Classes.Count > FewestLabels && target.Classes.Count * 2 > lines.Count)
            throw new DataException(
                $"{lines.Path} has {NoteText.Count(target.Classes.Count)} different labels on "
                    + $"{NoteText.Count(lines.Count, "line")}, such as {NoteText.Shown(lines.Labels[0])}; too few "
                    + "lines a class to learn from."
            );
        return target;
    }

    static (TextPreprocessing Preprocessing, string Note) Fit(
        TextLines lines,
        TargetColumn target,
        RowSplit split,
        TextOptions options
    )
    {
        var numbers =
            WordNumbers.Fit(lines, split.Training, options)
            ?? throw new DataException(
                $"{lines.Path}: no word stands in {NoteText.Count(options.FewestRows, "training line")} or "
                    + "more. Give more lines."
            );
        var reading = TextReading.Of(
            options,
            numbers,
            options.Form == TextForm.Indices && options.Places == 0
                ? Longest(lines, split.Training, options, numbers)
                : 1
        );
        string note = options.Hashed
            ? $"The {reading.What} of a line are hashed to {NoteText.Count(numbers.Count)} numbers"
            : $"Of the {reading.What} of the training lines the {NoteText.Count(numbers.Count)} commonest are read, "
                + $"each in at least {NoteText.Count(options.FewestRows)} of them";
        return (
            new(reading, target),
            note + (options.Form == TextForm.Indices ? $", at most {NoteText.Count(reading.Places)} a line." : ".")
        );
    }

    // How many words with a number the longest training line has.
    static int Longest(TextLines lines, int[] training, TextOptions options, WordNumbers numbers)
    {
        var encoder = TextReading.Of(options, numbers, TextReading.Most(options)).Encoder();
        int next = 0,
            longest = 1;
        lines.ForEach(
            (row, text) =>
            {
                if (next == training.Length || training[next] != row)
                    return;
                next++;
                longest = Math.Max(longest, encoder.Numbers(text).Length);
            }
        );
        return longest;
    }
}
