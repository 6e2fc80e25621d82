using System.Text;

namespace Surefoot.Training.Data.Text;

/// <summary>Lines of text as read, each with its label where labels were wanted.</summary>
/// <param name="Path">The file.</param>
/// <param name="Labels">The label of each line; empty where they were not wanted.</param>
/// <param name="Texts">The text of each line.</param>
/// <param name="Lines">The number of each line in the file.</param>
/// <param name="Header">Whether the first line holds the names of the two columns.</param>
/// <param name="Digest">The SHA-256 of the file.</param>
sealed record TextLines(string Path, IReadOnlyList<string> Labels, IReadOnlyList<string> Texts, IReadOnlyList<long> Lines, bool Header, string Digest)
{
    const int Sampled = 1000, FewestSampled = 4;

    static readonly string[] LabelNames = ["label", "class", "category", "target", "sentiment"];
    static readonly string[] TableEndings = [".csv", ".tsv"];

    /// <summary>
    /// Whether a file that is not called a table holds labelled lines: each of the first 1,000 has one tab, fewer than half as many
    /// labels as lines stand before it, and after it in most of them more than one word.
    /// </summary>
    internal static bool Recognises(string path)
    {
        if (!File.Exists(path) || TableEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return false;
        try
        {
            using var reader = new LineReader(path);
            HashSet<string> labels = new(StringComparer.Ordinal);
            int lines = 0, spaced = 0;
            while (lines < Sampled && reader.Read(out var line))
            {
                if (line.Trim(" \t"u8).IsEmpty) continue;
                if (line.Count((byte)'\t') != 1) return false;
                int tab = line.IndexOf((byte)'\t');
                labels.Add(Encoding.UTF8.GetString(line[..tab]).Trim());
                if (line[tab..].Trim(" \t"u8).Contains((byte)' ')) spaced++;
                lines++;
            }
            return lines >= FewestSampled && labels.Count * 2 <= lines && spaced * 2 > lines;
        }
        catch (DataException)
        {
            return false;
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="requireLabels">Whether each line has a label and a tab before its text; if not, what stands before a tab is passed over.</param>
    /// <exception cref="DataException">A line has no tab or no label, or there is no line.</exception>
    internal static TextLines Read(string path, bool requireLabels)
    {
        using var reader = new LineReader(path);
        List<string> labels = [], texts = [];
        List<long> lines = [];
        bool header = false;
        while (reader.Read(out var line))
        {
            if (line.Trim(" \t"u8).IsEmpty) continue;
            int tab = line.IndexOf((byte)'\t');
            string label = tab < 0 ? "" : Encoding.UTF8.GetString(line[..tab]).Trim();
            if (lines.Count == 0 && !header && tab >= 0 && LabelNames.Contains(label, StringComparer.OrdinalIgnoreCase))
            {
                header = true;
                continue;
            }
            if (requireLabels && tab < 0)
                throw new DataException($"{path}, line {reader.Line}: there is no tab between a label and the text, in {NoteText.Shown(Encoding.UTF8.GetString(line))}. Write label, tab, text.");
            if (requireLabels && label.Length == 0)
                throw new DataException($"{path}, line {reader.Line}: there is no label before the tab. Put it there, or leave the line out.");
            if (requireLabels) labels.Add(label);
            texts.Add(Encoding.UTF8.GetString(line[(tab + 1)..]));
            lines.Add(reader.Line);
        }
        if (lines.Count == 0) throw new DataException($"{path} holds no line of text; {(requireLabels ? "lines of a label, a tab and a text" : "a text on each line")} are expected.");
        return new(path, labels, texts, lines, header, reader.Finish());
    }
}
