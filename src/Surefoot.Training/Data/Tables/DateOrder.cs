namespace Surefoot.Training.Data.Tables;

/// <summary>In which order a column writes its dates.</summary>
enum DateOrder
{
    /// <summary>2015-02-04, with -, / or . between the parts.</summary>
    YearMonthDay,

    /// <summary>4.2.2015.</summary>
    DayMonthYear,

    /// <summary>2/4/2015.</summary>
    MonthDayYear,

    /// <summary>17:51 alone.</summary>
    TimeOnly,

    /// <summary>4.2.15.</summary>
    DayMonthShortYear,

    /// <summary>2/4/15.</summary>
    MonthDayShortYear,

    /// <summary>15-02-04.</summary>
    ShortYearMonthDay,

    /// <summary>4 Feb 2015, or with two digits of the year.</summary>
    DayNameYear,

    /// <summary>Feb 4, 2015, or with two digits of the year.</summary>
    NameDayYear,

    /// <summary>1949-01, a month without a day.</summary>
    YearMonth,

    /// <summary>1/1949, a month without a day.</summary>
    MonthYear,

    /// <summary>Jan 1949 or Jan-49, a month without a day.</summary>
    NameYear,
}
