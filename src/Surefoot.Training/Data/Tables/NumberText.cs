using System.Globalization;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Numbers with points and commas in them: what these say about which is which, and the number once that is known.
/// </summary>
static class NumberText
{
    /// <summary>The longest number that may have marks.</summary>
    internal const int Longest = 64;

    const int Group = 3;

    /// <summary>
    /// Which mark a number shows to be the decimal one: 12,5 and 1.234.567 the comma, 12.5 and 1,234,567 the point.
    /// </summary>
    /// <param name="text">The number.</param>
    /// <param name="ambiguous">Whether it has one mark that could be either, as in 1.234.</param>
    /// <returns>Unsaid where there is no mark, an ambiguous one, or marks as no number has them.</returns>
    internal static DecimalMark Shown(ReadOnlySpan<byte> text, out bool ambiguous)
    {
        ambiguous = false;
        int point = text.LastIndexOf((byte)'.'),
            comma = text.LastIndexOf((byte)',');
        if (point < 0 && comma < 0)
            return DecimalMark.Unsaid;
        var (last, own, other) =
            point > comma
                ? (point, DecimalMark.Point, DecimalMark.Comma)
                : (comma, DecimalMark.Comma, DecimalMark.Point);
        byte mark = text[last];
        bool single = text[..last].IndexOf(mark) < 0,
            both = point >= 0 && comma >= 0;
        if (both)
            return single && IsGrouped(text[..last], own == DecimalMark.Point ? (byte)',' : (byte)'.')
                ? own
                : DecimalMark.Unsaid;
        if (!IsGrouped(text, mark))
            return single ? own : DecimalMark.Unsaid;
        ambiguous = single;
        return single ? DecimalMark.Unsaid : other;
    }

    /// <summary>
    /// Reads a number whose decimal mark is known; what can be read one way only is read so whatever the mark.
    /// </summary>
    internal static bool TryNumber(ReadOnlySpan<byte> text, DecimalMark mark, out double number)
    {
        Span<byte> clean = stackalloc byte[Longest];
        return double.TryParse(Clean(text, mark, clean), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>
    /// A number without marks between its thousands and with a point before its decimals; the text itself where it is
    /// no such number.
    /// </summary>
    internal static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> text, DecimalMark mark, Span<byte> into)
    {
        var shown = Shown(text, out bool ambiguous);
        if (ambiguous)
            shown = mark;
        if (shown == DecimalMark.Unsaid || text.Length > Longest)
            return text;
        int length = 0;
        foreach (byte letter in text)
        {
            if (letter == (shown == DecimalMark.Point ? ',' : '.'))
                continue;
            into[length++] = letter == ',' ? (byte)'.' : letter;
        }
        return into[..length];
    }

    // Digits in groups of three, but for the first, of one to three of which the first is not 0; a sign may stand
    // before them.
    static bool IsGrouped(ReadOnlySpan<byte> text, byte mark)
    {
        if (text is [(byte)'+' or (byte)'-', ..])
            text = text[1..];
        int first = text.IndexOf(mark);
        if (first is < 1 or > Group || text[0] == '0' || text[..first].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        for (text = text[first..]; !text.IsEmpty; text = text[(Group + 1)..])
        {
            if (
                text.Length <= Group
                || text[0] != mark
                || text.Slice(1, Group).ContainsAnyExceptInRange((byte)'0', (byte)'9')
            )
                return false;
        }
        return true;
    }
}
