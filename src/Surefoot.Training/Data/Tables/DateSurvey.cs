namespace Surefoot.Training.Data.Tables;

/// <summary>
/// How many values of a column are dates, in each order of day, month and year, and whether they ever go back.
/// </summary>
sealed class DateSurvey
{
    // The first of equals wins, so a date that could be both is day first, unless slashes say that it is American.
    static readonly DateOrder[] Orders = Enum.GetValues<DateOrder>();

    readonly int[] counts = new int[Orders.Length];
    readonly bool[] goesBack = new bool[Orders.Length];
    readonly DateTime[] first = new DateTime[Orders.Length],
        last = new DateTime[Orders.Length];
    bool slashes;

    /// <summary>Looks at one value; false where it is no date in any order.</summary>
    internal bool Observe(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetterOrDigit((char)text[0]))
            return false;
        bool any = false,
            named = char.IsAsciiLetter((char)text[0]);
        for (int i = 0; i < Orders.Length; i++)
        {
            if (
                named != (Orders[i] is DateOrder.NameDayYear or DateOrder.NameYear)
                || !DateReading.TryParse(text, Orders[i], out var reading)
            )
                continue;
            any = true;
            if (counts[i]++ == 0)
                first[i] = reading.Instant;
            else
                goesBack[i] |= reading.Instant < last[i];
            last[i] = reading.Instant;
        }
        slashes |= any && text.Contains((byte)'/');
        return any;
    }

    /// <summary>The order that most values fit.</summary>
    internal DateOrder Order
    {
        get
        {
            var order = Orders[Array.IndexOf(counts, counts.Max())];
            if (
                slashes
                && order == DateOrder.DayMonthYear
                && Fits(DateOrder.MonthDayYear)
                && Count(DateOrder.YearMonthDay) == 0
            )
                return DateOrder.MonthDayYear;
            return slashes && order == DateOrder.DayMonthShortYear && Fits(DateOrder.MonthDayShortYear)
                ? DateOrder.MonthDayShortYear
                : order;
        }
    }

    /// <summary>Whether day and month, or day and year, could be exchanged in every value.</summary>
    internal bool IsAmbiguous =>
        counts.Max() > 0
        && (
            (Fits(DateOrder.DayMonthYear) && Fits(DateOrder.MonthDayYear))
            || (
                Fits(DateOrder.DayMonthShortYear)
                && (Fits(DateOrder.MonthDayShortYear) || Fits(DateOrder.ShortYearMonthDay))
            )
        );

    /// <summary>How many values fit that order.</summary>
    internal int Dates => counts.Max();

    /// <summary>Whether the dates never go back and do go on: the rows are in time order.</summary>
    internal bool NeverGoesBack
    {
        get
        {
            int i = (int)Order;
            return Order != DateOrder.TimeOnly && counts[i] > 1 && !goesBack[i] && first[i] != last[i];
        }
    }

    bool Fits(DateOrder order) => Count(order) == counts.Max();

    int Count(DateOrder order) => counts[(int)order];
}
