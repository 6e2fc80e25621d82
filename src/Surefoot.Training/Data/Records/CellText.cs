using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data.Records;

/// <summary>
/// Writes a value of a program as the text that a CSV file would hold for it, so that both are read alike. One for each
/// thread; it allocates nothing once it has held the longest.
/// </summary>
sealed class CellText
{
    const string Day = "yyyy-MM-dd",
        Clock = "HH:mm:ss.FFFFFFF";

    // What the reader of CSV files takes for white space around a value.
    static readonly SearchValues<byte> White = SearchValues.Create(" \t"u8);

    byte[] buffer = new byte[256];

    /// <summary>The text; valid until the next. Nothing for a value that is missing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="text">The text as UTF-8, without white space around it.</param>
    /// <returns>False where the value is of a type that no column can hold.</returns>
    internal bool TryWrite(object? value, out ReadOnlySpan<byte> text)
    {
        text = default;
        switch (value)
        {
            case null or DBNull:
                return true;
            case string letters:
                text = Write(letters);
                return true;
            case JsonElement json:
                return TryWrite(json, out text);
            case bool truth:
                text = truth ? "True"u8 : "False"u8;
                return true;
            case char letter:
                text = Write(letter.ToString());
                return true;
            case Enum name:
                text = Write(name.ToString());
                return true;
            case DateTime moment:
                text = Write(moment, $"{Day} {Clock}");
                return true;
            case DateTimeOffset moment:
                text = Write(moment, $"{Day} {Clock}zzz");
                return true;
            case DateOnly day:
                text = Write(day, Day);
                return true;
            case TimeOnly time:
                text = Write(time, Clock);
                return true;
            case TimeSpan span:
                text = Write(span, "c");
                return true;
            case float or double or Half:
                text = Write((IUtf8SpanFormattable)value, "R");
                return true;
            case sbyte
            or byte
            or short
            or ushort
            or int
            or uint
            or long
            or ulong
            or nint
            or nuint
            or Int128
            or UInt128
            or decimal
            or BigInteger
            or Guid:
                text = Write((IFormattable)value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// The text of a value for a column that was fitted: a date in the order that the column writes, a truth as the
    /// column names it.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value.</param>
    /// <param name="text">The text as UTF-8, without white space around it; valid until the next.</param>
    /// <returns>False where the value is of a type that no column can hold.</returns>
    internal bool TryWrite(Column column, object? value, out ReadOnlySpan<byte> text)
    {
        if (value is JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } json)
            value = json.ValueKind == JsonValueKind.True;
        switch (column, value)
        {
            case (DateColumn dates, DateTime moment):
                text = Write(moment, DateFormat(dates.Order));
                return true;
            case (DateColumn dates, DateTimeOffset moment):
                text = Write(moment, DateFormat(dates.Order));
                return true;
            case (DateColumn { Order: not DateOrder.TimeOnly } dates, DateOnly day):
                text = Write(day.ToDateTime(default), DateFormat(dates.Order));
                return true;
            case (NumberColumn, bool truth):
                text = WithUnit(truth ? "1"u8 : "0"u8, column);
                return true;
            case (NumberColumn, Enum name):
                text = WithUnit(Write(name.ToString("D")), column);
                return true;
            case (CategoryColumn categories, bool truth):
                string word = truth ? bool.TrueString : bool.FalseString;
                text = Write(
                    categories.Values.FirstOrDefault(category =>
                        category.Equals(word, StringComparison.OrdinalIgnoreCase)
                    ) ?? word
                );
                return true;
            default:
                if (!TryWrite(value, out text))
                    return false;
                // A number that is no text has a point before its decimals, whatever the file had, and no sign.
                if (
                    column is not NumberColumn numbers
                    || text.IsEmpty
                    || value is string or JsonElement { ValueKind: JsonValueKind.String }
                )
                    return true;
                if (numbers.Mark == DecimalMark.Comma)
                    text = WithComma(text);
                text = WithUnit(text, column);
                return true;
        }
    }

    // With the sign that the column's numbers had in training. What is no number (NaN, ∞) is left as it is.
    ReadOnlySpan<byte> WithUnit(ReadOnlySpan<byte> text, Column column)
    {
        if (column is not NumberColumn { Unit: { } unit } || text[^1] is < (byte)'0' or > (byte)'9')
            return text;
        Span<byte> sign = stackalloc byte[4];
        int signs = Encoding.UTF8.GetBytes(unit, sign),
            length = text.Length;
        if (buffer.Length < length + signs)
            Array.Resize(ref buffer, 2 * (length + signs));
        text.CopyTo(buffer);
        sign[..signs].CopyTo(buffer.AsSpan(length));
        return buffer.AsSpan(0, length + signs);
    }

    ReadOnlySpan<byte> WithComma(ReadOnlySpan<byte> text)
    {
        int length = text.Length;
        text.CopyTo(buffer);
        buffer.AsSpan(0, length).Replace((byte)'.', (byte)',');
        return buffer.AsSpan(0, length);
    }

    bool TryWrite(JsonElement json, out ReadOnlySpan<byte> text)
    {
        text = default;
        switch (json.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return true;
            case JsonValueKind.String:
                text = Write(json.GetString()!);
                return true;
            case JsonValueKind.Number:
                text = Write(json.GetRawText());
                return true;
            case JsonValueKind.True or JsonValueKind.False:
                return TryWrite(json.GetBoolean(), out text);
            default:
                return false;
        }
    }

    static string DateFormat(DateOrder order) =>
        order switch
        {
            DateOrder.YearMonthDay => $"{Day} {Clock}",
            DateOrder.DayMonthYear => $"dd.MM.yyyy {Clock}",
            DateOrder.MonthDayYear => $"MM/dd/yyyy {Clock}",
            DateOrder.DayMonthShortYear => $"dd.MM.yy {Clock}",
            DateOrder.MonthDayShortYear => $"MM/dd/yy {Clock}",
            DateOrder.ShortYearMonthDay => $"yy-MM-dd {Clock}",
            DateOrder.DayNameYear => $"d MMM yyyy {Clock}",
            DateOrder.NameDayYear => $"MMM d, yyyy {Clock}",
            DateOrder.YearMonth => "yyyy-MM",
            DateOrder.MonthYear => "MM/yyyy",
            DateOrder.NameYear => "MMM yyyy",
            _ => Clock,
        };

    ReadOnlySpan<byte> Write(ReadOnlySpan<char> letters)
    {
        int most = Encoding.UTF8.GetMaxByteCount(letters.Length);
        if (buffer.Length < most)
            buffer = new byte[Math.Max(most, 2 * buffer.Length)];
        return Trimmed(buffer.AsSpan(0, Encoding.UTF8.GetBytes(letters, buffer)));
    }

    ReadOnlySpan<byte> Write(IUtf8SpanFormattable value, string format)
    {
        int length;
        while (!value.TryFormat(buffer, out length, format, CultureInfo.InvariantCulture))
            buffer = new byte[2 * buffer.Length];
        return buffer.AsSpan(0, length);
    }

    ReadOnlySpan<byte> Write(IFormattable value) => Write(value.ToString(null, CultureInfo.InvariantCulture));

    static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text)
    {
        int start = text.IndexOfAnyExcept(White);
        return start < 0 ? default : text[start..(text.LastIndexOfAnyExcept(White) + 1)];
    }
}
