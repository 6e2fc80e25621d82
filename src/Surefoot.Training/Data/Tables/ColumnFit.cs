namespace Surefoot.Training.Data.Tables;

/// <summary>Fits one column to the training rows.</summary>
/// <param name="name">The column's name.</param>
abstract class ColumnFit(string name)
{
    /// <summary>The column's name.</summary>
    internal string Name => name;

    /// <summary>Whether a value was missing among the training rows.</summary>
    protected bool SawMissing { get; private set; }

    /// <summary>Takes in the value of one training row.</summary>
    /// <exception cref="DataException">The value is not of the column's kind.</exception>
    internal void Observe(in Cell cell)
    {
        if (!cell.IsMissing)
        {
            ObserveValue(cell);
            return;
        }
        SawMissing = true;
        ObserveMissing(cell);
    }

    /// <summary>
    /// The fitted column, or null and why it is left out. A column without a use of its own that is missing in some
    /// rows is kept for that.
    /// </summary>
    internal Column? Finish(out LeftOut why, out string? note)
    {
        var column = FinishValues(out why, out note);
        if (column is null && why is LeftOut.Constant or LeftOut.Rounding && SawMissing && SawValue)
            return new PresenceColumn(name);
        return column;
    }

    /// <summary>Whether there was a value at all.</summary>
    protected abstract bool SawValue { get; }

    /// <summary>Takes in a value that is there.</summary>
    protected abstract void ObserveValue(in Cell cell);

    /// <summary>Takes in that a value is missing.</summary>
    protected virtual void ObserveMissing(in Cell cell) { }

    /// <summary>The column that the values make, or null and why there is none.</summary>
    protected abstract Column? FinishValues(out LeftOut why, out string? note);
}
