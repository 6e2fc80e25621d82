namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A column of dates, as the parts that come back: the time of day and the weekday, each as sine and cosine of a point
/// on a circle, so that 23:59 lies beside 0:00 and Sunday beside Monday. Day, month and year are not read: they do not
/// come back in later data.
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="saysMissing">Whether there is a number for missing values.</param>
/// <param name="order">How dates are written.</param>
/// <param name="timeOfDay">Whether the time of day is read.</param>
/// <param name="weekday">Whether the weekday is read.</param>
/// <param name="month">
/// Whether the month of the year is read: of months without a day alone, which have nothing else that comes back.
/// </param>
sealed class DateColumn(
    string name,
    bool saysMissing,
    DateOrder order,
    bool timeOfDay,
    bool weekday,
    bool month = false
) : Column(name, (timeOfDay ? 2 : 0) + (weekday ? 2 : 0) + (month ? 2 : 0), saysMissing)
{
    internal DateOrder Order => order;

    internal bool TimeOfDay => timeOfDay;

    internal bool Weekday => weekday;

    internal bool Month => month;

    /// <summary>Whether dates in that order are months without a day.</summary>
    internal static bool IsMonth(DateOrder order) =>
        order is DateOrder.YearMonth or DateOrder.MonthYear or DateOrder.NameYear;

    /// <summary>Reads a date.</summary>
    /// <exception cref="DataException">The value is no date in this order.</exception>
    internal static DateReading Reading(in Cell cell, DateOrder order) =>
        DateReading.TryParse(cell.Text, order, out var reading)
            ? reading
            : throw cell.Refuse(
                $"is not a {(order == DateOrder.TimeOnly ? "time" : "date")} like the others of this column, "
                    + $"such as {Example(order)}. "
                    + "Correct it, or leave the field empty if the value is missing."
            );

    /// <summary>A date or time in an order, for messages.</summary>
    internal static string Example(DateOrder order) =>
        order switch
        {
            DateOrder.YearMonthDay => "2015-12-31 23:59",
            DateOrder.DayMonthYear => "31.12.2015 23:59",
            DateOrder.MonthDayYear => "12/31/2015 23:59",
            DateOrder.DayMonthShortYear => "31.12.15 23:59",
            DateOrder.MonthDayShortYear => "12/31/15 23:59",
            DateOrder.ShortYearMonthDay => "15-12-31 23:59",
            DateOrder.DayNameYear => "31 Dec 2015 23:59",
            DateOrder.NameDayYear => "Dec 31, 2015 23:59",
            DateOrder.YearMonth => "2015-12",
            DateOrder.MonthYear => "12/2015",
            DateOrder.NameYear => "Dec 2015",
            _ => "23:59",
        };

    /// <summary>A sentence on how years of two digits and named months are read; null where there are none.</summary>
    internal static string? Rule(DateOrder order) =>
        order switch
        {
            DateOrder.DayMonthShortYear or DateOrder.MonthDayShortYear or DateOrder.ShortYearMonthDay =>
                $"dates are read like {Example(order)}, and years of two digits as 1969 to 2068",
            DateOrder.DayNameYear or DateOrder.NameDayYear or DateOrder.NameYear =>
                $"dates are read like {Example(order)}, with English names of months",
            _ => null,
        };

    /// <inheritdoc/>
    protected override bool EncodeValue(in Cell cell, Span<float> into)
    {
        var local = Reading(cell, order).Local;
        if (timeOfDay)
            Circle(local.TimeOfDay / TimeSpan.FromDays(1), into);
        if (weekday)
            Circle((int)local.DayOfWeek / 7.0, into[(timeOfDay ? 2 : 0)..]);
        if (month)
            Circle((local.Month - 1) / 12.0, into);
        return true;
    }

    /// <inheritdoc/>
    internal override StoredColumn Stored =>
        new StoredDates(Name, SaysMissing, order, timeOfDay, weekday, month ? true : null);

    static void Circle(double turn, Span<float> into)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * turn);
        into[0] = (float)sine;
        into[1] = (float)cosine;
    }

    /// <summary>Fits a column of dates: a part that is the same in every training row is not read.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="order">How dates are written.</param>
    internal sealed class Fit(string name, DateOrder order) : ColumnFit(name)
    {
        DateTime? first;
        bool timesDiffer,
            weekdaysDiffer,
            monthsDiffer;

        /// <inheritdoc/>
        protected override bool SawValue => first is not null;

        /// <inheritdoc/>
        protected override void ObserveValue(in Cell cell)
        {
            var local = Reading(cell, order).Local;
            first ??= local;
            timesDiffer |= local.TimeOfDay != first.Value.TimeOfDay;
            // The first of a month falls on any weekday, which says nothing.
            if (IsMonth(order))
                monthsDiffer |= local.Month != first.Value.Month;
            else
                weekdaysDiffer |= local.DayOfWeek != first.Value.DayOfWeek;
        }

        /// <inheritdoc/>
        protected override Column? FinishValues(out LeftOut why, out string? note)
        {
            note = null;
            why =
                first is null ? LeftOut.Empty
                : !timesDiffer && !weekdaysDiffer && !monthsDiffer ? LeftOut.Constant
                : LeftOut.No;
            if (why != LeftOut.No)
                return null;
            string parts =
                timesDiffer && weekdaysDiffer ? "time of day and weekday are"
                : monthsDiffer ? "the month of the year is"
                : timesDiffer ? "the time of day is"
                : "the weekday is";
            string kind =
                order == DateOrder.TimeOnly ? "time"
                : monthsDiffer ? "month"
                : "date";
            note = $"Column {Name} is a {kind}: {parts} read, as points on a circle.";
            return new DateColumn(Name, SawMissing, order, timesDiffer, weekdaysDiffer, monthsDiffer);
        }
    }
}

/// <summary>A <see cref="DateColumn"/> as a file holds it.</summary>
sealed record StoredDates(string Name, bool Missing, DateOrder Order, bool TimeOfDay, bool Weekday, bool? Month = null)
    : StoredColumn
{
    /// <inheritdoc/>
    protected override Column Make()
    {
        bool month = Month == true;
        Require(TimeOfDay || Weekday || month, "timeOfDay");
        Require(!month || (!TimeOfDay && !Weekday && DateColumn.IsMonth(Order)), "month");
        return new DateColumn(Name, Missing, Order, TimeOfDay, Weekday, month);
    }
}
