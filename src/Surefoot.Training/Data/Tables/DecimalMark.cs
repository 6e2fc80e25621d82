namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Which sign stands before the decimals of a column's numbers; the other one may stand between their thousands.
/// </summary>
enum DecimalMark
{
    /// <summary>
    /// Nothing says so: the point, or in a file separated by semicolons the comma as well, and nothing between
    /// thousands.
    /// </summary>
    Unsaid,

    /// <summary>The point, as in 1,234.5.</summary>
    Point,

    /// <summary>The comma, as in 1.234,5.</summary>
    Comma,
}
