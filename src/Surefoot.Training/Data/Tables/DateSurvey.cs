namespace Surefoot.Training.Data.Tables;

/// <summary>How many values of a column are dates, in each order of day, month and year, and whether they ever go back.</summary>
sealed class DateSurvey
{
    // The first of equals wins, so a date that could be both is day first, unless slashes say that it is American.
    static readonly DateOrder[] Orders = [DateOrder.YearMonthDay, DateOrder.DayMonthYear, DateOrder.MonthDayYear, DateOrder.TimeOnly];

    readonly int[] counts = new int[Orders.Length];
    readonly bool[] goesBack = new bool[Orders.Length];
    readonly DateTime[] first = new DateTime[Orders.Length], last = new DateTime[Orders.Length];
    bool slashes;

    /// <summary>Looks at one value; false where it is no date in any order.</summary>
    internal bool Observe(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is < (byte)'0' or > (byte)'9') return false;
        bool any = false;
        for (int i = 0; i < Orders.Length; i++)
        {
            if (!DateReading.TryParse(text, Orders[i], out var reading)) continue;
            any = true;
            if (counts[i]++ == 0) first[i] = reading.Instant;
            else goesBack[i] |= reading.Instant < last[i];
            last[i] = reading.Instant;
        }
        slashes |= any && text.Contains((byte)'/');
        return any;
    }

    /// <summary>The order that most values fit.</summary>
    internal DateOrder Order => slashes && Count(DateOrder.MonthDayYear) == counts.Max() && Count(DateOrder.YearMonthDay) == 0
        ? DateOrder.MonthDayYear
        : Orders[Array.IndexOf(counts, counts.Max())];

    /// <summary>Whether day and month could be exchanged in every value.</summary>
    internal bool IsAmbiguous => Count(DateOrder.DayMonthYear) == counts.Max() && Count(DateOrder.MonthDayYear) == counts.Max() && counts.Max() > 0;

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

    int Count(DateOrder order) => counts[(int)order];
}
