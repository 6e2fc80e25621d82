using System.Text;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Explaining;

/// <summary>A table's categories: what each becomes is asked of the column, whatever it is.</summary>
sealed class CategoryValues : ColumnValues
{
    readonly CategoryColumn column;
    readonly GridPoint[] points;

    internal CategoryValues(CategoryColumn column)
    {
        this.column = column;
        points =
        [
            .. column.Values.Select(value => new GridPoint(
                value,
                null,
                Encoded(column, Encoding.UTF8.GetBytes(value))
            )),
            .. column.SaysMissing ? [new(Missing, null, Encoded(column, []))] : (GridPoint[])[],
        ];
    }

    internal override int Width => column.Width;

    internal override string Text(ReadOnlySpan<float> numbers)
    {
        foreach (var point in points)
            if (numbers.SequenceEqual(point.Numbers))
                return point.Label;
        return "not seen in training";
    }

    internal override IEnumerable<DependenceGrid> Grids(ReadOnlyMemory<float> rows, int most) =>
        [new(null, null, 0, points)];
}
