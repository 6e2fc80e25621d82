namespace Surefoot.Training.Metrics;

/// <summary>How much worse a measure becomes when one column's values are exchanged between rows.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Value">
/// The mean over the repeats, in the measure's own units; above 0 where the measure becomes worse, whether it is one
/// that should be high or low.
/// </param>
/// <param name="Low">The lower end of the interval, which holds with 95 % for all columns at once.</param>
/// <param name="High">The upper end of the interval.</param>
public sealed record ColumnImportance(string Column, double Value, double Low, double High)
{
    /// <summary>Whether the whole interval lies above 0: other rows would say too that the column counts.</summary>
    public bool IsClear => Low > 0;
}
