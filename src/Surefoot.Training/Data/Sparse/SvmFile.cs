namespace Surefoot.Training.Data.Sparse;

/// <summary>An SVMLight file as read: the indices as they stand in it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Labels">The label of each row; empty where they were not wanted.</param>
/// <param name="Lines">The line on which each row stands.</param>
/// <param name="Least">The smallest index; the largest int where there is none.</param>
/// <param name="Most">The largest index; −1 where there is none.</param>
/// <param name="Digest">The SHA-256 of the file.</param>
sealed record SvmFile(string Path, SparseRows Rows, double[] Labels, IReadOnlyList<long> Lines, int Least, int Most, string Digest)
{
    /// <summary>The most features that are read: a network has weights for each of them, so more would take the memory and the time of a dense table.</summary>
    internal const int MostFeatures = 1 << 18;

    static readonly string[] Endings = [".svm", ".svmlight", ".libsvm"];

    /// <summary>Whether a file is called as such files are, or its first line that is no comment is a label and pairs.</summary>
    internal static bool Recognises(string path)
    {
        if (!File.Exists(path)) return false;
        if (Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return true;
        try
        {
            using var reader = new LineReader(path);
            while (reader.Read(out var text))
            {
                var line = new SvmLine(text);
                if (line.IsEmpty) continue;
                if (!line.TakeLabel(out var label) || !SvmLine.TryNumber(label, out _) || line.IsEmpty) return false;
                while (!line.IsEmpty)
                {
                    var part = line.Next();
                    if (!SvmLine.TryPair(part, out _, out _) && !part.StartsWith("qid:"u8)) return false;
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

    /// <summary>Refuses rows of features that the model does not count.</summary>
    internal void RefuseBelow(int first)
    {
        if (Least < first) throw new DataException($"{Path} has a feature {Least}, and the model's features are counted from {first}. Add {first} to every index.");
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="requireLabels">Whether every row must have a label.</param>
    /// <param name="largest">The largest index that there may be.</param>
    /// <exception cref="DataException">A line is not as it should be.</exception>
    internal static SvmFile Read(string path, bool requireLabels, int largest)
    {
        using var reader = new LineReader(path);
        var rows = new SparseRows();
        List<double> labels = [];
        List<long> lines = [];
        (int least, int most) = (int.MaxValue, -1);
        while (reader.Read(out var text))
        {
            var line = new SvmLine(text);
            if (line.IsEmpty) continue;
            double number = 0;
            bool labelled = line.TakeLabel(out var label);
            if (requireLabels && !labelled) throw new DataException($"{path}, line {reader.Line}: the row has no label before its first pair. Put its label there.");
            if (requireLabels && !SvmLine.TryNumber(label, out number))
                throw new DataException($"{path}, line {reader.Line}: the label {SvmLine.Shown(label)} is not a finite number; one a row can be learned. Correct it.");
            Pairs(ref line, path, reader.Line, rows, largest, ref least, ref most);
            if (requireLabels) labels.Add(number);
            lines.Add(reader.Line);
        }
        if (lines.Count == 0) throw new DataException($"{path} holds no row; lines such as \"1 3:0.5 7:2\" are expected.");
        return new(path, rows, [.. labels], lines, least, most, reader.Finish());
    }

    static void Pairs(ref SvmLine line, string path, long number, SparseRows rows, int largest, ref int least, ref int most)
    {
        int previous = -1;
        while (!line.IsEmpty)
        {
            var part = line.Next();
            if (part.StartsWith("qid:"u8)) continue;
            if (!SvmLine.TryPair(part, out int index, out double value) || !float.IsFinite((float)value))
                throw new DataException($"{path}, line {number}: {SvmLine.Shown(part)} is not an index, a colon and a finite number, such as 7:0.5. Correct it.");
            if (index <= previous)
                throw new DataException($"{path}, line {number}: the index {index} stands behind {previous}; indices must rise within a row. Sort them, and give each once.");
            if (index > largest)
                throw new DataException($"{path}, line {number}: the index {index} is beyond {NoteText.Count(largest)}. A network has weights for every feature, seldom ones too, " +
                    "and with more of them it is no longer small enough to train as a dense one. Number the features anew, keep the commonest, or hash them to fewer.");
            previous = index;
            (least, most) = (Math.Min(least, index), Math.Max(most, index));
            if (value != 0) rows.Add(index, (float)value);
        }
        rows.EndRow();
    }
}
