using System.Globalization;
using System.Text;

namespace Surefoot.Training.Data.Sparse;

/// <summary>One line of an SVMLight file: <c>label [qid:number] index:value … [# comment]</c>, split at spaces and tabs.</summary>
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
        if (!label.Contains((byte)':')) return true;
        left = whole;
        return false;
    }

    /// <summary>Reads a finite number.</summary>
    internal static bool TryNumber(ReadOnlySpan<byte> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>Reads <c>index:value</c>.</summary>
    internal static bool TryPair(ReadOnlySpan<byte> part, out int index, out double value)
    {
        int colon = part.IndexOf((byte)':');
        (index, value) = (0, 0);
        return colon > 0 && int.TryParse(part[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out index) && TryNumber(part[(colon + 1)..], out value);
    }

    /// <summary>A part as a message shows it.</summary>
    internal static string Shown(ReadOnlySpan<byte> part) => NoteText.Shown(Encoding.UTF8.GetString(part));

    static ReadOnlySpan<byte> WithoutComment(ReadOnlySpan<byte> line)
    {
        int comment = line.IndexOf((byte)'#');
        return (comment < 0 ? line : line[..comment]).Trim(" \t"u8);
    }
}
