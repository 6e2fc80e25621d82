namespace Surefoot.Training.Data.Tables;

/// <summary>Fits a column of dates: a part that is the same in every training row is not read.</summary>
/// <param name="name">The column's name.</param>
/// <param name="order">How dates are written.</param>
/// <param name="wanted">What is read; null for the parts that come back in later data.</param>
sealed class DateColumnFit(string name, DateOrder order, IReadOnlyList<DatePart>? wanted) : ColumnFit(name)
{
    static readonly DatePart[] All = Enum.GetValues<DatePart>();

    readonly double[] first = new double[All.Length];
    readonly bool[] differs = new bool[All.Length];
    Moments years = new(),
        days = new();
    bool any;

    /// <inheritdoc/>
    protected override bool SawValue => any;

    /// <inheritdoc/>
    protected override void ObserveValue(in Cell cell)
    {
        var local = DateColumn.Reading(cell, order).Local;
        foreach (var part in All)
        {
            double value = DateColumn.Of(part, local);
            if (!any)
                first[(int)part] = value;
            differs[(int)part] |= value != first[(int)part];
        }
        any = true;
        years.Add(local.Year);
        days.Add(DateColumn.Of(DatePart.Elapsed, local));
    }

    // A time alone has no date, and the first of a month falls on any weekday, which says nothing.
    IEnumerable<DatePart> Sensible =>
        order == DateOrder.TimeOnly ? [DatePart.TimeOfDay]
        : DateColumn.IsMonth(order) ? All.Except([DatePart.TimeOfDay, DatePart.Weekday])
        : All;

    IEnumerable<DatePart> Usual =>
        DateColumn.IsMonth(order) ? [DatePart.Month] : [DatePart.TimeOfDay, DatePart.Weekday];

    /// <inheritdoc/>
    protected override Column? FinishValues(out LeftOut why, out string? note)
    {
        note = null;
        DatePart[] parts =
        [
            .. (wanted ?? Usual).Intersect(Sensible).Distinct().Order().Where(part => differs[(int)part]),
        ];
        why =
            !any ? LeftOut.Empty
            : parts.Length == 0 ? LeftOut.Constant
            : LeftOut.No;
        if (why != LeftOut.No)
            return null;
        string kind =
            order == DateOrder.TimeOnly ? "time"
            : DateColumn.IsMonth(order) ? "month"
            : "date";
        note = $"Column {Name} is a {kind}: {Read(parts)}.";
        return new DateColumn(
            Name,
            SawMissing,
            order,
            parts,
            parts.Contains(DatePart.Year) ? new(years.Mean, years.Deviation) : null,
            parts.Contains(DatePart.Elapsed) ? new(days.Mean, days.Deviation) : null
        );
    }

    static string Read(DatePart[] parts)
    {
        string[] circles = [.. parts.Where(part => part < DatePart.Year).Select(Word)],
            numbers = [.. parts.Where(part => part >= DatePart.Year).Select(Word)];
        string read =
            circles.Length == 0 ? ""
            : circles.Length == 1 ? $"the {circles[0]} is read, as points on a circle"
            : $"{string.Join(", ", circles[..^1])} and {circles[^1]} are read, as points on a circle";
        string beside =
            numbers.Length == 0 ? ""
            : numbers.Length == 1 ? $"the {numbers[0]} is read, as a number"
            : $"the {numbers[0]} and the {numbers[1]} are read, as numbers";
        return read.Length == 0 ? beside
            : beside.Length == 0 ? read
            : $"{read}; {beside}";
    }

    static string Word(DatePart part) =>
        part switch
        {
            DatePart.TimeOfDay => "time of day",
            DatePart.Weekday => "weekday",
            DatePart.Month => "month of the year",
            DatePart.DayOfYear => "day of the year",
            DatePart.Year => "year",
            _ => "elapsed time",
        };
}
