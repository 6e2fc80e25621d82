namespace Surefoot.Training.Data;

/// <summary>What can be read of a date.</summary>
public enum DatePart
{
    /// <summary>The time of day, as a point on a circle.</summary>
    TimeOfDay,

    /// <summary>The weekday, as a point on a circle.</summary>
    Weekday,

    /// <summary>The month of the year, as a point on a circle.</summary>
    Month,

    /// <summary>The day of the year, as a point on a circle of 366 days.</summary>
    DayOfYear,

    /// <summary>The year, as a number. Later years lie beyond what training saw.</summary>
    Year,

    /// <summary>The days since 1970, with the time of day, as a number. Later dates lie beyond what training
    /// saw.</summary>
    Elapsed,
}
