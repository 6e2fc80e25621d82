namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A column of dates. Unless told otherwise the parts that come back are read: the time of day and the weekday, each as
/// sine and cosine of a point on a circle, so that 23:59 lies beside 0:00 and Sunday beside Monday; of months without a
/// day the month. The year and the elapsed time, which do not come back, are numbers.
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="saysMissing">Whether there is a number for missing values.</param>
/// <param name="order">How dates are written.</param>
/// <param name="parts">What is read, in the order of <see cref="DatePart"/>.</param>
/// <param name="year">The mean of the year and its deviation, where it is read.</param>
/// <param name="elapsed">The mean of the days since 1970 and their deviation, where they are read.</param>
sealed class DateColumn(
    string name,
    bool saysMissing,
    DateOrder order,
    DatePart[] parts,
    DateScale? year = null,
    DateScale? elapsed = null
) : Column(name, parts.Sum(part => part < DatePart.Year ? 2 : 1), saysMissing)
{
    internal DateOrder Order => order;

    internal IReadOnlyList<DatePart> Parts => parts;

    /// <summary>The mean and the deviation of a part that is a number.</summary>
    internal DateScale ScaleOf(DatePart part) => (part == DatePart.Year ? year : elapsed)!;

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

    /// <summary>
    /// A part as a number: a share of a turn of its circle, or the year or the days since 1970 themselves.
    /// </summary>
    internal static double Of(DatePart part, DateTime local) =>
        part switch
        {
            DatePart.TimeOfDay => local.TimeOfDay / TimeSpan.FromDays(1),
            DatePart.Weekday => (int)local.DayOfWeek / 7.0,
            DatePart.Month => (local.Month - 1) / 12.0,
            DatePart.DayOfYear => (local.DayOfYear - 1) / 366.0,
            DatePart.Year => local.Year,
            _ => (local - DateTime.UnixEpoch).TotalDays,
        };

    /// <inheritdoc/>
    protected override bool EncodeValue(in Cell cell, Span<float> into)
    {
        var local = Reading(cell, order).Local;
        foreach (var part in parts)
        {
            double value = Of(part, local);
            if (part >= DatePart.Year)
            {
                into[0] = ScaleOf(part).Standardised(value);
                into = into[1..];
                continue;
            }
            var (sine, cosine) = Math.SinCos(2 * Math.PI * value);
            (into[0], into[1]) = ((float)sine, (float)cosine);
            into = into[2..];
        }
        return true;
    }

    /// <inheritdoc/>
    internal override StoredColumn Stored =>
        new StoredDates(
            Name,
            SaysMissing,
            order,
            parts.Contains(DatePart.TimeOfDay),
            parts.Contains(DatePart.Weekday),
            parts.Contains(DatePart.Month) ? true : null,
            parts.Contains(DatePart.DayOfYear) ? true : null,
            year,
            elapsed
        );
}

/// <summary>How a number of a date is standardised.</summary>
/// <param name="Mean">The mean of the training rows.</param>
/// <param name="Scale">Their standard deviation, above 0.</param>
sealed record DateScale(double Mean, double Scale)
{
    internal float Standardised(double value) => (float)((value - Mean) / Scale);
}

/// <summary>
/// A <see cref="DateColumn"/> as a file holds it. Files of earlier versions have neither a day of the year nor numbers.
/// </summary>
sealed record StoredDates(
    string Name,
    bool Missing,
    DateOrder Order,
    bool TimeOfDay,
    bool Weekday,
    bool? Month = null,
    bool? DayOfYear = null,
    DateScale? Year = null,
    DateScale? Elapsed = null
) : StoredColumn
{
    /// <inheritdoc/>
    protected override Column Make()
    {
        List<DatePart> parts = [];
        foreach (
            (bool isRead, DatePart part) in (ReadOnlySpan<(bool, DatePart)>)
                [
                    (TimeOfDay, DatePart.TimeOfDay),
                    (Weekday, DatePart.Weekday),
                    (Month == true, DatePart.Month),
                    (DayOfYear == true, DatePart.DayOfYear),
                    (Year is not null, DatePart.Year),
                    (Elapsed is not null, DatePart.Elapsed),
                ]
        )
        {
            if (isRead)
                parts.Add(part);
        }
        Require(parts.Count > 0, "timeOfDay");
        Require(Year is not { Scale: <= 0 }, "year");
        Require(Elapsed is not { Scale: <= 0 }, "elapsed");
        return new DateColumn(Name, Missing, Order, [.. parts], Year, Elapsed);
    }
}
