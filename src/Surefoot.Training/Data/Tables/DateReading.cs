using System.Globalization;

namespace Surefoot.Training.Data.Tables;

/// <summary>A date, a time, or both, as a field writes them.</summary>
/// <param name="Local">
/// The date and the time of day as written; the first day of the calendar where there is only a time.
/// </param>
/// <param name="Instant">
/// The same put back to UTC where the field names an offset, so that rows can be compared; else as written.
/// </param>
readonly record struct DateReading(DateTime Local, DateTime Instant)
{
    /// <summary>
    /// Reads a date in one order, then if there is one a time after a space or a T: hours and minutes, seconds and
    /// their fraction if given, AM or PM if given, and Z or an offset such as +01:00 if given.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, DateOrder order, out DateReading reading)
    {
        reading = default;
        var rest = text;
        var day = DateTime.MinValue;
        if (order != DateOrder.TimeOnly)
        {
            if (!TryDate(ref rest, order, out day))
                return false;
            if (rest.IsEmpty)
            {
                reading = new(day, day);
                return true;
            }
            if (rest[0] is not ((byte)' ' or (byte)'T'))
                return false;
            rest = rest[1..].TrimStart((byte)' ');
        }
        if (!TryTime(ref rest, out var time) || !TryOffset(rest, out var offset))
            return false;
        var local = day + time;
        long instant = local.Ticks - offset.Ticks;
        reading = new(local, instant >= 0 && instant <= DateTime.MaxValue.Ticks ? new(instant) : local);
        return true;
    }

    static bool TryDate(ref ReadOnlySpan<byte> rest, DateOrder order, out DateTime day)
    {
        if (order is DateOrder.DayNameYear or DateOrder.NameDayYear)
            return NamedDate.TryDate(ref rest, order, out day);
        day = default;
        bool yearFirst = order is DateOrder.YearMonthDay or DateOrder.ShortYearMonthDay;
        bool shortYear =
            order is DateOrder.DayMonthShortYear or DateOrder.MonthDayShortYear or DateOrder.ShortYearMonthDay;
        int yearDigits = shortYear ? 2 : 4;
        if (!TryDigits(ref rest, yearFirst ? yearDigits : 1, yearFirst ? yearDigits : 2, out int first) || rest.IsEmpty)
            return false;
        byte between = rest[0];
        // With slashes or points a year of two digits stands last.
        if (
            between is not ((byte)'-' or (byte)'/' or (byte)'.')
            || (order == DateOrder.ShortYearMonthDay && between != '-')
        )
            return false;
        rest = rest[1..];
        if (!TryDigits(ref rest, 1, 2, out int second) || rest.IsEmpty || rest[0] != between)
            return false;
        rest = rest[1..];
        if (!TryDigits(ref rest, yearFirst ? 1 : yearDigits, yearFirst ? 2 : yearDigits, out int third))
            return false;
        var (year, month, dayOfMonth) = order switch
        {
            DateOrder.YearMonthDay or DateOrder.ShortYearMonthDay => (first, second, third),
            DateOrder.DayMonthYear or DateOrder.DayMonthShortYear => (third, second, first),
            _ => (third, first, second),
        };
        if (shortYear)
            year = NamedDate.FullYear(year);
        if (year < 1 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month))
            return false;
        day = new(year, month, dayOfMonth);
        return true;
    }

    static bool TryTime(ref ReadOnlySpan<byte> rest, out TimeSpan time)
    {
        time = default;
        int second = 0;
        long fraction = 0;
        if (
            !TryDigits(ref rest, 1, 2, out int hour)
            || !TrySkip(ref rest, ':')
            || !TryDigits(ref rest, 2, 2, out int minute)
        )
            return false;
        if (TrySkip(ref rest, ':'))
        {
            if (!TryDigits(ref rest, 2, 2, out second))
                return false;
            if (TrySkip(ref rest, '.') && !TryFraction(ref rest, out fraction))
                return false;
        }
        rest = rest.TrimStart((byte)' ');
        if (rest is [(byte)'A' or (byte)'a' or (byte)'P' or (byte)'p', (byte)'M' or (byte)'m', ..])
        {
            if (hour is < 1 or > 12)
                return false;
            hour = (hour % 12) + (rest[0] is (byte)'P' or (byte)'p' ? 12 : 0);
            rest = rest[2..];
        }
        if (hour > 23 || minute > 59 || second > 59)
            return false;
        time = new TimeSpan(hour, minute, second) + new TimeSpan(fraction);
        return true;
    }

    static bool TryOffset(ReadOnlySpan<byte> rest, out TimeSpan offset)
    {
        offset = default;
        if (rest.IsEmpty || rest is [(byte)'Z'])
            return true;
        bool west = rest[0] == '-';
        if (rest[0] is not ((byte)'+' or (byte)'-'))
            return false;
        rest = rest[1..];
        int minutes = 0;
        if (!TryDigits(ref rest, 2, 2, out int hours))
            return false;
        TrySkip(ref rest, ':');
        if ((!rest.IsEmpty && !TryDigits(ref rest, 2, 2, out minutes)) || !rest.IsEmpty || hours > 14 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0) * (west ? -1 : 1);
        return true;
    }

    // Ticks of 100 ns; further digits are passed over.
    static bool TryFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        long unit = TimeSpan.TicksPerSecond;
        int digits = 0;
        for (; digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
            ticks += (rest[digits] - '0') * (unit /= 10);
        rest = rest[digits..];
        return digits > 0;
    }

    static bool TryDigits(ref ReadOnlySpan<byte> rest, int least, int most, out int number)
    {
        int digits = 0;
        while (digits < rest.Length && digits < most && rest[digits] is >= (byte)'0' and <= (byte)'9')
            digits++;
        number = 0;
        if (
            digits < least
            || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number)
        )
            return false;
        rest = rest[digits..];
        return true;
    }

    static bool TrySkip(ref ReadOnlySpan<byte> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
            return false;
        rest = rest[1..];
        return true;
    }
}
