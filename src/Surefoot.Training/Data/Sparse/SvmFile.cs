using Surefoot.Training.Data.Streaming;

namespace Surefoot.Training.Data.Sparse;

/// <summary>
/// A file of sparse rows with the indices as they stand in it: its rows in memory, or only where each begins.
/// </summary>
sealed class SvmFile
{
    /// <summary>
    /// The most features that are read: a network has weights for each of them, so more would take the memory and the
    /// time of a dense table.
    /// </summary>
    internal const int MostFeatures = 1 << 18;

    static readonly string[] Endings = [".svm", ".svmlight", ".libsvm"];

    readonly StreamedFile file;
    readonly RowStarts starts = new();
    readonly SparseRows? held;

    SvmFile(string path, bool requireLabels, int largest, bool stream)
    {
        FileKind.Refuse(path, markup: true, "sparse rows as text are");
        Path = path;
        Largest = largest;
        held = stream ? null : new();
        file = new(path);
        File = new(file, starts);
        var rows = held ?? new();
        var labels = new TargetValues.Builder();
        long unlabelled = 0;
        bool keepEmpty = !requireLabels && IsUnlabelled(path);
        using var reader = new LineReader(path);
        while (reader.Read(out var text))
        {
            var line = new SvmLine(text);
            if (line.IsEmpty && !(keepEmpty && text.IndexOfAnyExcept(" \t"u8) < 0))
                continue;
            double number = 0;
            bool labelled = line.TakeLabel(out var label);
            bool missing = !labelled || MissingTargets.Says(label);
            if (missing)
                (number, unlabelled) = (double.NaN, unlabelled == 0 ? reader.Line : unlabelled);
            if (requireLabels && !missing && !SvmLine.TryNumber(label, out number))
                throw new DataException(
                    $"{path}, line {reader.Line}: the label {SvmLine.Shown(label)} is not a finite number; "
                        + "one a row can be learned. Correct it."
                );
            if (stream)
                rows.Clear();
            var (first, last) = line.TakePairs(rows, largest, path, reader.Line);
            if (last >= 0)
                (Least, Most) = (Math.Min(Least, first), Math.Max(Most, last));
            if (requireLabels)
                labels.Add(number, label);
            starts.Add(reader.Start);
        }
        if (Count == 0)
            throw new DataException($"{path} holds no row; lines such as \"1 3:0.5 7:2\" are expected.");
        Labels = labels.Build();
        if (requireLabels && Array.TrueForAll(Labels.Numbers, double.IsNaN))
            throw new DataException(
                $"{path}, line {unlabelled}: the row has no label before its first pair, and no other has. "
                    + "Put its label there."
            );
        Digest = reader.Finish();
        file.RefuseChanged();
    }

    /// <summary>
    /// What is done with a row: which, from 0, and the indices and the numbers of its pairs, without those that are 0.
    /// </summary>
    internal delegate void RowAction(int row, ReadOnlySpan<int> indices, ReadOnlySpan<float> numbers);

    /// <summary>The path as the user gave it.</summary>
    internal string Path { get; }

    /// <summary>The largest index that there may be.</summary>
    internal int Largest { get; }

    /// <summary>The rows, each to be read by itself.</summary>
    internal RowFile File { get; }

    /// <summary>Whether the rows are read from the file as they are needed.</summary>
    internal bool IsStreamed => held is null;

    /// <summary>How many rows there are.</summary>
    internal int Count => starts.Count;

    /// <summary>The label of each row; empty where they were not wanted.</summary>
    internal TargetValues Labels { get; }

    /// <summary>The smallest index; the largest int where there is none.</summary>
    internal int Least { get; } = int.MaxValue;

    /// <summary>The largest index; −1 where there is none.</summary>
    internal int Most { get; } = -1;

    /// <summary>The SHA-256 of the file.</summary>
    internal string Digest { get; }

    /// <summary>
    /// Whether a file is called as such files are, or its first line that is no comment is a label and pairs.
    /// </summary>
    internal static bool Recognises(string path)
    {
        if (!System.IO.File.Exists(path))
            return false;
        if (Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            return true;
        try
        {
            using var reader = new LineReader(path);
            while (reader.Read(out var text))
            {
                var line = new SvmLine(text);
                if (line.IsEmpty)
                    continue;
                if (!line.TakeLabel(out var label) || !SvmLine.TryNumber(label, out _) || line.IsEmpty)
                    return false;
                while (!line.IsEmpty)
                {
                    var part = line.Next();
                    if (!SvmLine.TryPair(part, out _, out _) && !part.StartsWith("qid:"u8))
                        return false;
                }
                return true;
            }
            return false;
        }
        catch (DataException)
        {
            return false;
        }
    }

    // Among rows without labels a line with nothing on it is a row whose features are all 0; among others it is none.
    static bool IsUnlabelled(string path)
    {
        using var reader = new LineReader(path);
        while (reader.Read(out var text))
        {
            var line = new SvmLine(text);
            if (!line.IsEmpty)
                return !line.TakeLabel(out _);
        }
        return false;
    }

    /// <summary>Goes through a file once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="requireLabels">Whether every row must have a label.</param>
    /// <param name="largest">The largest index that there may be.</param>
    /// <param name="stream">
    /// Whether the rows stay in the file until they are needed; if not, they do where they would be too large for
    /// memory.
    /// </param>
    /// <exception cref="DataException">A line is not as it should be.</exception>
    internal static SvmFile Read(string path, bool requireLabels, int largest, bool stream = false) =>
        new(
            path,
            requireLabels,
            largest,
            stream || (System.IO.File.Exists(path) && StreamingChoice.IsLarge(MemoryFor(path)))
        );

    /// <summary>
    /// About what the rows of a file take in memory: a pair of a few letters is an int and a float, and is held once as
    /// it was read and once as it is learned.
    /// </summary>
    internal static long MemoryFor(string path) => new FileInfo(path).Length * 4;

    /// <summary>
    /// Refuses rows with a feature 0 for a model that counts from 1, unless they reach as far as the training rows did:
    /// then they are numbered alike, and 0 is a feature that no training row had. Where they end before, they may as
    /// well count from 0 what training counted from 1.
    /// </summary>
    /// <param name="first">The index of the model's first feature.</param>
    /// <param name="features">How many features the model has.</param>
    /// <exception cref="DataException">They may be numbered otherwise.</exception>
    internal void RefuseBelow(int first, int features)
    {
        if (Least >= first || Most >= first + features - 1)
            return;
        throw new DataException(
            $"{Path} has a feature {Least} and none beyond {Most}; the model's are counted from {first} to "
                + $"{first + features - 1}. If both files number features alike, "
                + $"take feature {Least} out: no training row had it. If this one counts from 0 what training "
                + "counted from 1, write it as the training rows were written."
        );
    }

    /// <summary>What to say where rows have a feature 0 and the model counts from 1; null where they do not.</summary>
    internal string? BelowNote(int first) =>
        Least < first
            ? $"{System.IO.Path.GetFileName(Path)} has a feature {Least} that no training row has; it is not read."
            : null;

    /// <summary>Goes through all rows in order.</summary>
    /// <exception cref="DataException">The file was changed meanwhile, or cannot be read.</exception>
    internal void ForEach(RowAction action)
    {
        if (held is not null)
        {
            for (int row = 0; row < Count; row++)
                action(row, held.Columns(row), held.Values(row));
            return;
        }
        using var reader = new LineReader(Path);
        SparseRows one = new();
        for (int row = 0; row < Count && reader.Read(out var text); )
        {
            if (reader.Start != starts[row])
                continue;
            SvmLine.Row(text, one, Largest, Path, reader.Line);
            action(row++, one.Columns(0), one.Values(0));
        }
        file.RefuseChanged();
    }

    /// <summary>
    /// Those rows of a dataset of this file that have a label, where labels are read; a note says how many have none.
    /// </summary>
    internal IDataset WithLabels(IDataset whole, bool requireLabels, ICollection<string> notes)
    {
        if (!requireLabels)
            return whole;
        var targets = new NumberTargets(Labels, Path);
        if (targets.MissingNote is { } note)
            notes.Add(note);
        return targets.WithTargets(whole);
    }

    /// <summary>Where a row stands, for messages: its line is found by going through the file.</summary>
    internal string PlaceOf(int row) => $"{Path}, line {LineOf(row)}";

    /// <summary>The line on which a row stands, counted from 1.</summary>
    internal long LineOf(int row)
    {
        using var reader = new LineReader(Path);
        while (reader.Read(out _) && reader.Start < starts[row]) { }
        return reader.Line;
    }
}
