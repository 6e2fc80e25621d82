using System.Runtime.InteropServices;
using System.Text;
using Surefoot.Training.Data.Streaming;

namespace Surefoot.Training.Data.Text;

/// <summary>
/// A file of lines of text, gone through as often as it is needed: what memory holds of it is where each line begins
/// and the number of its label.
/// </summary>
sealed class TextLines
{
    const int Sampled = 1000,
        FewestSampled = 4;

    static readonly string[] LabelNames = ["label", "class", "category", "target", "sentiment"];
    static readonly string[] TableEndings = [".csv", ".tsv"];

    readonly List<int> codes = [];
    readonly List<string> labels = [];
    readonly StreamedFile file;
    readonly RowStarts starts = new();

    TextLines(string path)
    {
        Path = path;
        file = new(path);
        File = new(file, starts);
    }

    /// <summary>What is done with a line.</summary>
    /// <param name="row">Which of the lines that count, from 0.</param>
    /// <param name="text">What stands behind its label.</param>
    internal delegate void LineAction(int row, ReadOnlySpan<byte> text);

    /// <summary>The path as the user gave it.</summary>
    internal string Path { get; }

    /// <summary>The lines, each to be read by itself.</summary>
    internal RowFile File { get; }

    /// <summary>
    /// How many lines there are, without the names of the columns, and where labels are wanted without empty ones.
    /// </summary>
    internal int Count => starts.Count;

    /// <summary>The different labels in the order in which they come; empty where they were not wanted.</summary>
    internal IReadOnlyList<string> Labels => labels;

    /// <summary>For each line, which label it has; empty where they were not wanted.</summary>
    internal ReadOnlySpan<int> Codes => CollectionsMarshal.AsSpan(codes);

    /// <summary>
    /// How many lines are left out, where labels are wanted, because nothing stands before their tab.
    /// </summary>
    internal int Unlabelled { get; private set; }

    /// <summary>Whether the first line holds the names of the two columns.</summary>
    internal bool Header { get; private set; }

    /// <summary>The SHA-256 of the file.</summary>
    internal string Digest { get; private set; } = "";

    /// <summary>
    /// Whether a file that is not called a table holds labelled lines: each of the first 1,000 has one tab, fewer than
    /// half as many labels as lines stand before it, and after it in most of them more than one word.
    /// </summary>
    internal static bool Recognises(string path)
    {
        if (
            !System.IO.File.Exists(path)
            || TableEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        )
            return false;
        try
        {
            using var reader = new LineReader(path);
            HashSet<string> different = new(StringComparer.Ordinal);
            int lines = 0,
                spaced = 0;
            while (lines < Sampled && reader.Read(out var line))
            {
                if (line.Trim(" \t"u8).IsEmpty)
                    continue;
                if (line.Count((byte)'\t') != 1)
                    return false;
                int tab = line.IndexOf((byte)'\t');
                different.Add(Encoding.UTF8.GetString(line[..tab]).Trim());
                if (line[tab..].Trim(" \t"u8).Contains((byte)' '))
                    spaced++;
                lines++;
            }
            return lines >= FewestSampled && different.Count * 2 <= lines && spaced * 2 > lines;
        }
        catch (DataException)
        {
            return false;
        }
    }

    /// <summary>Goes through a file once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="requireLabels">
    /// Whether each line has a label and a tab before its text; if not, what stands before a tab is passed over.
    /// </param>
    /// <exception cref="DataException">A line has no tab, or there is no line.</exception>
    internal static TextLines Read(string path, bool requireLabels)
    {
        FileKind.Refuse(path, markup: false, "lines of text are");
        var lines = new TextLines(path);
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        List<long> empty = [];
        bool any = false;
        using var reader = new LineReader(path);
        while (reader.Read(out var line))
        {
            if (line.Trim(" \t"u8).IsEmpty)
            {
                // Where lines are predicted each is a row, whatever stands on it; those above the names of the columns
                // are none.
                if (!requireLabels)
                    empty.Add(reader.Start);
                continue;
            }
            int tab = line.IndexOf((byte)'\t');
            string label = tab < 0 ? "" : Encoding.UTF8.GetString(line[..tab]).Trim();
            if (!any && !lines.Header && tab >= 0 && LabelNames.Contains(label, StringComparer.OrdinalIgnoreCase))
            {
                lines.Header = true;
                empty.Clear();
                continue;
            }
            any = true;
            if (requireLabels && tab < 0)
                throw new DataException(
                    $"{path}, line {reader.Line}: there is no tab between a label and the text, in "
                        + $"{NoteText.Shown(Encoding.UTF8.GetString(line))}. Write label, tab, text."
                );
            if (requireLabels && label.Length == 0)
            {
                lines.Unlabelled++;
                continue;
            }
            if (requireLabels)
            {
                if (!known.TryGetValue(label, out int code))
                {
                    known.Add(label, code = known.Count);
                    lines.labels.Add(label);
                }
                lines.codes.Add(code);
            }
            lines.AddEmpty(empty);
            lines.starts.Add(reader.Start);
        }
        if (any)
            lines.AddEmpty(empty);
        if (lines is { Count: 0, Unlabelled: > 0 })
            throw MissingTargets.Everywhere(path);
        if (lines.Count == 0)
            throw new DataException(
                $"{path} holds no line of text; "
                    + $"{(requireLabels ? "lines of a label, a tab and a text" : "a text on each line")} are "
                    + "expected."
            );
        lines.Digest = reader.Finish();
        lines.file.RefuseChanged();
        return lines;
    }

    void AddEmpty(List<long> empty)
    {
        foreach (long start in empty)
            starts.Add(start);
        empty.Clear();
    }

    /// <summary>
    /// The text of a line that was read by itself: without its label, its end, and empty lines behind it.
    /// </summary>
    internal static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> row)
    {
        row = RowFile.Line(row);
        return row[(row.IndexOf((byte)'\t') + 1)..];
    }

    /// <summary>Goes through all lines in order.</summary>
    /// <exception cref="DataException">The file was changed meanwhile, or cannot be read.</exception>
    internal void ForEach(LineAction action)
    {
        using var reader = new LineReader(Path);
        int row = 0;
        while (row < Count && reader.Read(out var line))
        {
            if (reader.Start == starts[row])
                action(row++, Text(line));
        }
        file.RefuseChanged();
    }

    /// <summary>
    /// Where a line stands in the file, counted from 1: for messages, since it is found by going through the file.
    /// </summary>
    internal long LineOf(int row)
    {
        using var reader = new LineReader(Path);
        while (reader.Read(out _) && reader.Start < starts[row]) { }
        return reader.Line;
    }
}
