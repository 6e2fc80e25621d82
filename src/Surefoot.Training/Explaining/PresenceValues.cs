using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Explaining;

/// <summary>A table's column of which only counts whether there is a value.</summary>
sealed class PresenceValues(Column column) : ColumnValues
{
    const string Present = "there";

    internal override int Width => column.Width;

    internal override string Text(ReadOnlySpan<float> numbers) => IsMissing(column, numbers) ? Missing : Present;

    internal override IEnumerable<DependenceGrid> Grids(ReadOnlyMemory<float> rows, int most)
    {
        if (column is not PresenceColumn)
            throw new NotSupportedException(
                $"The column {column.Name} has no values to try one after another. Its importance and its "
                    + "contributions can be asked for."
            );
        return [new(null, null, 0, [new(Present, null, [0]), new(Missing, null, [1])])];
    }
}
