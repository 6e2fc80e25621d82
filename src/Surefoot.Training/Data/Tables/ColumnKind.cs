namespace Surefoot.Training.Data.Tables;

/// <summary>How a column's values are read.</summary>
enum ColumnKind
{
    /// <summary>No value at all.</summary>
    Empty,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Dates, times, or both.</summary>
    Date,

    /// <summary>Anything else: categories.</summary>
    Text,
}
