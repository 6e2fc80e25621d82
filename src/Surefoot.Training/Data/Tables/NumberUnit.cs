using System.Buffers;
using System.Globalization;
using System.Text;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A sign that stands with every number of a column and is left out of it: a percent or per-mille sign behind it, or
/// the sign of a currency before or behind it, with or without a blank between. 12 % is the number 12.
/// </summary>
static class NumberUnit
{
    static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789.,eE+-"u8);

    /// <summary>Takes the sign out of a number.</summary>
    /// <param name="text">The value.</param>
    /// <param name="into">Receives the number, at least <see cref="NumberText.Longest"/> bytes.</param>
    /// <param name="number">The number as it is written, a sign of plus or minus before it.</param>
    /// <param name="unit">The sign as UTF-8.</param>
    /// <returns>Whether there is one such sign, and a number.</returns>
    internal static bool TryTake(
        ReadOnlySpan<byte> text,
        Span<byte> into,
        out ReadOnlySpan<byte> number,
        out ReadOnlySpan<byte> unit
    )
    {
        number = unit = default;
        if (text.Length is < 2 or >= NumberText.Longest)
            return false;
        var rest = text;
        byte sign = TakeSign(ref rest);
        if (rest.IsEmpty)
            return false;
        Rune.DecodeFromUtf8(rest, out var first, out int length);
        if (IsCurrency(first))
        {
            unit = rest[..length];
            rest = TrimStart(rest[length..]);
            if (sign == 0)
                sign = TakeSign(ref rest);
        }
        else
        {
            Rune.DecodeLastFromUtf8(rest, out var last, out length);
            if (!IsCurrency(last) && last.Value is not ('%' or '‰'))
                return false;
            unit = rest[^length..];
            rest = TrimEnd(rest[..^length]);
        }
        if (rest.IndexOfAnyExcept(Digits) >= 0 || rest.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
            return false;
        int at = 0;
        if (sign != 0)
            into[at++] = sign;
        rest.CopyTo(into[at..]);
        number = into[..(at + rest.Length)];
        return true;
    }

    /// <summary>
    /// Whether money is counted in it: then three digits behind a lone mark are a group of thousands, since no price is
    /// written to the thousandth.
    /// </summary>
    internal static bool IsMoney(string? unit) => unit is not (null or "%" or "‰");

    /// <summary>A unit as a model's file holds it.</summary>
    /// <exception cref="WrongValueException">It is none that training finds.</exception>
    internal static string? Checked(string? unit) =>
        unit is null or "%" or "‰"
        || (
            unit.Length > 0
            && Rune.TryGetRuneAt(unit, 0, out var rune)
            && rune.Utf16SequenceLength == unit.Length
            && IsCurrency(rune)
        )
            ? unit
            : throw new WrongValueException("is not as expected", ".unit");

    static bool IsCurrency(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.CurrencySymbol;

    static byte TakeSign(ref ReadOnlySpan<byte> rest)
    {
        if (rest is not [(byte)'+' or (byte)'-', ..])
            return 0;
        byte sign = rest[0];
        rest = TrimStart(rest[1..]);
        return sign;
    }

    // A blank, and those that do not break a line.
    static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text) =>
        text.StartsWith(" "u8) ? text[1..]
        : text.StartsWith("\u00A0"u8) ? text[2..]
        : text.StartsWith("\u202F"u8) ? text[3..]
        : text;

    static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text) =>
        text.EndsWith(" "u8) ? text[..^1]
        : text.EndsWith("\u00A0"u8) ? text[..^2]
        : text.EndsWith("\u202F"u8) ? text[..^3]
        : text;
}
