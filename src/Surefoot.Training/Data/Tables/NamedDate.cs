using System.Globalization;
using System.Text;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Dates whose month is an English name, whole or its first three letters, in any case: 4 Feb 2015, 4-Feb-15, February
/// 4, 2015; and months without a day, Feb 2015 or Feb-15.
/// </summary>
static class NamedDate
{
    const int Letters = 3;

    static readonly string[] Months = DateTimeFormatInfo.InvariantInfo.MonthNames[..12];

    /// <summary>
    /// The full year of two digits, as POSIX reads them: 69 to 99 are of the last century, 00 to 68 of this.
    /// </summary>
    internal static int FullYear(int twoDigits) => twoDigits + (twoDigits < 69 ? 2000 : 1900);

    /// <summary>Takes a date from the start of a text.</summary>
    internal static bool TryDate(ref ReadOnlySpan<byte> rest, DateOrder order, out DateTime day)
    {
        day = default;
        int month,
            number;
        bool hyphen = false;
        if (order == DateOrder.NameYear)
        {
            number = 1;
            if (!TryMonth(ref rest, out month))
                return false;
            hyphen = rest is [(byte)'-', ..];
            if (!SkipBetween(ref rest))
                return false;
        }
        else if (order == DateOrder.NameDayYear)
        {
            if (
                !TryMonth(ref rest, out month)
                || !SkipBetween(ref rest)
                || !TryDigits(ref rest, 2, out number, out _)
                || !SkipBetween(ref rest)
            )
                return false;
        }
        else if (
            !TryDigits(ref rest, 2, out number, out _)
            || !SkipBetween(ref rest)
            || !TryMonth(ref rest, out month)
            || !SkipBetween(ref rest)
        )
        {
            return false;
        }
        if (
            !TryDigits(ref rest, 4, out int year, out int digits)
            // Jan 24 is as well a day of January; Jan-24, as spreadsheets write it, is a month.
            || !(digits == 4 || (digits == 2 && (order != DateOrder.NameYear || hyphen)))
        )
            return false;
        if (digits == 2)
            year = FullYear(year);
        if (year < 1 || number < 1 || number > DateTime.DaysInMonth(year, month))
            return false;
        day = new(year, month, number);
        return true;
    }

    static bool TryMonth(ref ReadOnlySpan<byte> rest, out int month)
    {
        int length = 0;
        while (length < rest.Length && char.IsAsciiLetter((char)rest[length]))
            length++;
        var name = rest[..length];
        month = 0;
        for (int i = 0; i < Months.Length && month == 0; i++)
        {
            if (
                Ascii.EqualsIgnoreCase(name, Months[i])
                || Ascii.EqualsIgnoreCase(name, Months[i].AsSpan(0, Letters))
                || (i == 8 && Ascii.EqualsIgnoreCase(name, "Sept"))
            )
                month = i + 1;
        }
        rest = rest[length..];
        return month > 0;
    }

    // A space, hyphen, slash, point or comma, and spaces behind it.
    static bool SkipBetween(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || !" -/.,"u8.Contains(rest[0]))
            return false;
        rest = rest[1..].TrimStart((byte)' ');
        return true;
    }

    static bool TryDigits(ref ReadOnlySpan<byte> rest, int most, out int number, out int digits)
    {
        number = 0;
        for (digits = 0; digits < rest.Length && digits < most && char.IsAsciiDigit((char)rest[digits]); digits++)
            number = (number * 10) + rest[digits] - '0';
        rest = rest[digits..];
        return digits > 0;
    }
}
