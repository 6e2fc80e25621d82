using System.Globalization;
using System.Text;

namespace Surefoot.Training.Data.Tables;

/// <summary>One field of one row, and where it stands.</summary>
/// <param name="text">The value as UTF-8, without quotes and without white space around it.</param>
/// <param name="column">The name of its column.</param>
/// <param name="place">The file and line, and how numbers are written there.</param>
readonly ref struct Cell(ReadOnlySpan<byte> text, string column, scoped in Place place)
{
    /// <summary>What to do about a value that cannot be used.</summary>
    internal const string InputRemedy = "Correct it, or leave the field empty if the value is missing.",
        TargetRemedy = "Correct it, or leave the row out: the target may not be missing.";

    const int LongestNumber = 64;

    readonly Place place = place;

    /// <summary>The value as UTF-8.</summary>
    internal ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>
    /// Whether the value is missing: the field is empty, or says so in one of the usual words, in any case.
    /// </summary>
    internal bool IsMissing =>
        Text.Length switch
        {
            0 => true,
            1 => Text[0] == '?',
            2 => Ascii.EqualsIgnoreCase(Text, "na"u8),
            3 => Ascii.EqualsIgnoreCase(Text, "nan"u8) || Ascii.EqualsIgnoreCase(Text, "n/a"u8),
            4 => Ascii.EqualsIgnoreCase(Text, "-nan"u8)
                || Ascii.EqualsIgnoreCase(Text, "+nan"u8)
                || Ascii.EqualsIgnoreCase(Text, "null"u8)
                || Ascii.EqualsIgnoreCase(Text, "none"u8)
                || Ascii.EqualsIgnoreCase(Text, "#n/a"u8),
            _ => false,
        };

    /// <summary>
    /// Reads a number: an optional sign, digits, an optional point and exponent; never a comma between thousands. In a
    /// file whose fields are separated by semicolons one comma may stand for the point. The number may be infinite; see
    /// <see cref="Number"/>.
    /// </summary>
    internal bool TryNumber(out double number)
    {
        number = 0;
        if (Text.IsEmpty || Text[0] is > (byte)'9' and not (byte)'I' and not (byte)'i' and < 128)
            return false;
        int comma = place.DecimalComma ? Text.IndexOf((byte)',') : -1;
        if (comma < 0)
            return double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
                || IsInfinity(out number);
        if (Text.Length > LongestNumber || Text.Contains((byte)'.'))
            return false;
        Span<byte> copy = stackalloc byte[LongestNumber];
        Text.CopyTo(copy);
        copy[comma] = (byte)'.';
        return double.TryParse(copy[..Text.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads a number whose decimal mark was found.</summary>
    internal bool TryNumber(DecimalMark mark, out double number)
    {
        if (mark == DecimalMark.Unsaid || Text.IndexOfAny((byte)',', (byte)'.') < 0)
            return TryNumber(out number);
        return NumberText.TryNumber(Text, mark, out number);
    }

    /// <summary>The number that the value is.</summary>
    /// <param name="mark">Its decimal mark.</param>
    /// <param name="remedy">What to do where it is none.</param>
    /// <exception cref="DataException">It is none, or not within the range of a 32-bit number.</exception>
    internal double Number(DecimalMark mark = DecimalMark.Unsaid, string remedy = InputRemedy)
    {
        if (!TryNumber(mark, out double number))
            throw Refuse($"is not a number. {remedy}");
        if (!(Math.Abs(number) <= float.MaxValue))
            throw Refuse($"is beyond the range of 32-bit numbers, ±3.4e38. {remedy}");
        return number;
    }

    /// <summary>The number of a value without the sign that stands with every number of its column.</summary>
    /// <param name="unit">The sign; null where the column has none, and the value stays as it is.</param>
    /// <param name="into">At least <see cref="NumberText.Longest"/> bytes.</param>
    /// <param name="remedy">What to do where the sign is not there.</param>
    /// <exception cref="DataException">The value has no such sign, or another.</exception>
    internal Cell Without(string? unit, Span<byte> into, string remedy = InputRemedy)
    {
        if (unit is null)
            return this;
        return TryWithout(unit, into, out var bare)
            ? bare
            : throw Refuse($"is no number with {unit}, as the others of this column are. {remedy}");
    }

    /// <summary>The same; false where the value has no such sign.</summary>
    internal bool TryWithout(string unit, Span<byte> into, out Cell bare)
    {
        bool taken = NumberUnit.TryTake(Text, into, out var number, out var found) && Is(found, unit);
        bare = new(taken ? number : default, column, place);
        return taken;
    }

    static bool Is(ReadOnlySpan<byte> found, string unit)
    {
        Span<char> letters = stackalloc char[unit.Length];
        return Encoding.UTF8.TryGetChars(found, letters, out int length) && letters[..length].SequenceEqual(unit);
    }

    /// <summary>The value as a string.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Text);

    /// <summary>
    /// The message that this value cannot be used: file, line, column and value, then <paramref name="why"/>.
    /// </summary>
    internal DataException Refuse(string why) =>
        new($"{place}, column {column}: {(Text.IsEmpty ? "" : NoteText.Shown(ToString()) + " ")}{why}");

    bool IsInfinity(out double number)
    {
        var letters = Text[0] is (byte)'+' or (byte)'-' ? Text[1..] : Text;
        number = Text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return Ascii.EqualsIgnoreCase(letters, "inf"u8);
    }
}
