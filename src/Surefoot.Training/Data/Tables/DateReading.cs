using System.Buffers;
using System.Globalization;
using System.Text;

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
            if (order is DateOrder.YearMonth or DateOrder.MonthYear or DateOrder.NameYear)
                return false;
            if (rest[0] is not ((byte)' ' or (byte)'T'))
                return false;
            rest = rest[1..].TrimStart((byte)' ');
        }
        if (!TryTime(rest, out var time, out var offset))
            return false;
        var local = day + time;
        long instant = local.Ticks - offset.Ticks;
        reading = new(local, instant >= 0 && instant <= DateTime.MaxValue.Ticks ? new(instant) : local);
        return true;
    }

    // The calendar in which two digits are the years 1969 to 2068, as POSIX reads them.
    static readonly CultureInfo Calendar = new("")
    {
        DateTimeFormat = { Calendar = new GregorianCalendar { TwoDigitYearMax = 2068 } },
    };

    static bool TryDate(ref ReadOnlySpan<byte> rest, DateOrder order, out DateTime day)
    {
        if (order is DateOrder.DayNameYear or DateOrder.NameDayYear or DateOrder.NameYear)
            return NamedDate.TryDate(ref rest, order, out day);
        day = default;
        var date = rest[..(rest.IndexOfAny((byte)' ', (byte)'T') is >= 0 and var end ? end : rest.Length)];
        Span<char> text = stackalloc char["2015-12-31".Length];
        // Most values of most columns are no dates, and are seen to be none here.
        int at = date.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (
            !(order is DateOrder.YearMonthDay or DateOrder.YearMonth ? at == 4 : at is 1 or 2)
            || date[at] is not ((byte)'-' or (byte)'/' or (byte)'.')
            || date.Length > text.Length
            || Ascii.ToUtf16(date, text, out int length) != OperationStatus.Done
        )
            return false;
        // A sign that no value has stands for the one between the parts, which must be the same twice.
        char between = text[at];
        string form = order switch
        {
            DateOrder.YearMonthDay => "yyyy·M·d",
            DateOrder.DayMonthYear => "d·M·yyyy",
            DateOrder.MonthDayYear => "M·d·yyyy",
            DateOrder.DayMonthShortYear => "d·M·yy",
            DateOrder.MonthDayShortYear => "M·d·yy",
            DateOrder.YearMonth => "yyyy·M",
            DateOrder.MonthYear => "M·yyyy",
            // With slashes or points a year of two digits stands last.
            _ => between == '-' ? "yy·M·d" : "",
        };
        text = text[..length];
        text.Replace(between, '·');
        rest = rest[length..];
        return form.Length > 0 && DateTime.TryParseExact(text, form, Calendar, DateTimeStyles.None, out day);
    }

    static bool TryTime(ReadOnlySpan<byte> rest, out TimeSpan time, out TimeSpan offset)
    {
        time = offset = default;
        int zone = rest.IndexOfAny("Z+-"u8);
        if (zone >= 0 && !TryOffset(rest[zone..], out offset))
            return false;
        var clock = zone < 0 ? rest : rest[..zone];
        bool half = clock is [.., (byte)'A' or (byte)'a' or (byte)'P' or (byte)'p', (byte)'M' or (byte)'m'],
            afternoon = half && clock[^2] is (byte)'P' or (byte)'p';
        clock = (half ? clock[..^2] : clock).TrimEnd((byte)' ');
        Span<char> text = stackalloc char["23:59:59.9999999".Length];
        int point = clock.IndexOf((byte)'.');
        if (point >= 0)
        {
            // Ticks of 100 ns; further digits are passed over.
            if (point == clock.Length - 1 || clock[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                return false;
            clock = clock[..Math.Min(clock.Length, point + 8)];
        }
        string form =
            point >= 0 ? "H:mm:ss.FFFFFFF"
            : clock.Length > "23:59".Length ? "H:mm:ss"
            : "H:mm";
        if (
            clock.Length > text.Length
            || Ascii.ToUtf16(clock, text, out int length) != OperationStatus.Done
            || !TimeOnly.TryParseExact(text[..length], form, Calendar, DateTimeStyles.None, out var read)
            || (half && read.Hour is < 1 or > 12)
        )
            return false;
        time = read.ToTimeSpan();
        if (half)
            time += TimeSpan.FromHours((afternoon ? 12 : 0) - (read.Hour == 12 ? 12 : 0));
        return true;
    }

    static bool TryOffset(ReadOnlySpan<byte> rest, out TimeSpan offset)
    {
        offset = default;
        if (rest is [(byte)'Z'])
            return true;
        Span<char> text = stackalloc char["01:00".Length];
        if (
            rest[0] == 'Z'
            || rest.Length - 1 > text.Length
            || Ascii.ToUtf16(rest[1..], text, out int length) != OperationStatus.Done
            || !TimeSpan.TryParseExact(text[..length], Offsets, CultureInfo.InvariantCulture, out offset)
            || offset.Hours > 14
        )
            return false;
        if (rest[0] == '-')
            offset = -offset;
        return true;
    }

    static readonly string[] Offsets = ["hh", @"hh\:mm", "hhmm", @"hh\:"];
}
