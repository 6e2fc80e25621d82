using System.Globalization;
using System.Text;

namespace Surefoot.Training.Data.Sparse;

/// <summary>
/// One line of an SVMLight file: <c>label [qid:number] index:value … [# comment]</c>, split at spaces and tabs.
/// </summary>
/// <param name="line">The line, of which this takes one part after another.</param>
ref struct SvmLine(ReadOnlySpan<byte> line)
{
    ReadOnlySpan<byte> left = WithoutComment(line);

    /// <summary>Whether nothing is left.</summary>
    internal readonly bool IsEmpty => left.IsEmpty;

    /// <summary>The next part.</summary>
    internal ReadOnlySpan<byte> Next()
    {
        int length = left.IndexOfAny((byte)' ', (byte)'\t');
        var part = length < 0 ? left : left[..length];
        left = left[part.Length..].Trim(" \t"u8);
        return part;
    }

    /// <summary>Takes the label, if the next part is one: a part without a colon.</summary>
    internal bool TakeLabel(out ReadOnlySpan<byte> label)
    {
        var whole = left;
        label = Next();
        if (!label.Contains((byte)':'))
            return true;
        left = whole;
        return false;
    }

    /// <summary>Takes what is left as pairs, into a new row.</summary>
    /// <param name="rows">Receives the pairs that are not 0.</param>
    /// <param name="largest">The largest index that there may be.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="number">The number of the line, for messages.</param>
    /// <returns>The first and the last index; −1 where there is none.</returns>
    /// <exception cref="DataException">A part is no pair, an index does not rise, or is too large.</exception>
    internal (int First, int Last) TakePairs(SparseRows rows, int largest, string path, long number)
    {
        int first = -1,
            previous = -1;
        while (!IsEmpty)
        {
            var part = Next();
            if (part.StartsWith("qid:"u8))
                continue;
            if (!TryPair(part, out int index, out double value) || !float.IsFinite((float)value))
                throw new DataException(
                    $"{path}, line {number}: {Shown(part)} is not an index, a colon and a finite number, such "
                        + "as 7:0.5. Correct it."
                );
            if (index <= previous)
                throw new DataException(
                    $"{path}, line {number}: the index {index} stands behind {previous}; indices must rise "
                        + "within a row. Sort them, and give each once."
                );
            if (index > largest)
                throw new DataException(
                    $"{path}, line {number}: the index {index} is beyond {NoteText.Count(largest)}. A network "
                        + "has weights for every feature, seldom ones too, "
                        + "and with more of them it is no longer small enough to train as a dense one. Number "
                        + "the features anew, keep the commonest, or hash them to fewer."
                );
            if (previous < 0)
                first = index;
            previous = index;
            if (value != 0)
                rows.Add(index, (float)value);
        }
        rows.EndRow();
        return (first, previous);
    }

    /// <summary>Reads one line alone, its label passed over, into rows that then hold no other.</summary>
    internal static void Row(ReadOnlySpan<byte> text, SparseRows rows, int largest, string path, long number)
    {
        rows.Clear();
        var line = new SvmLine(text);
        line.TakeLabel(out _);
        line.TakePairs(rows, largest, path, number);
    }

    /// <summary>Reads a finite number.</summary>
    internal static bool TryNumber(ReadOnlySpan<byte> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>Reads <c>index:value</c>.</summary>
    internal static bool TryPair(ReadOnlySpan<byte> part, out int index, out double value)
    {
        int colon = part.IndexOf((byte)':');
        (index, value) = (0, 0);
        return colon > 0
            && int.TryParse(part[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out index)
            && TryNumber(part[(colon + 1)..], out value);
    }

    /// <summary>A part as a message shows it.</summary>
    internal static string Shown(ReadOnlySpan<byte> part) => NoteText.Shown(Encoding.UTF8.GetString(part));

    static ReadOnlySpan<byte> WithoutComment(ReadOnlySpan<byte> line)
    {
        int comment = line.IndexOf((byte)'#');
        return (comment < 0 ? line : line[..comment]).Trim(" \t"u8);
    }
}
