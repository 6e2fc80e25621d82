using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Explaining;

/// <summary>A table's numbers: the first of what they become is the number itself, standardized.</summary>
sealed class NumberValues(NumberColumn column) : ColumnValues
{
    internal override int Width => column.Width;

    internal override string Text(ReadOnlySpan<float> numbers) =>
        IsMissing(column, numbers) ? Missing : Text(Number(numbers));

    double Number(ReadOnlySpan<float> numbers) => column.Mean + (column.Scale * numbers[0]);

    /// <summary>The quantiles of the numbers that are there, and behind them the missing one where there is
    /// one.</summary>
    internal override IEnumerable<DependenceGrid> Grids(ReadOnlyMemory<float> rows, int most)
    {
        var keys = new float[rows.Length / Width];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = IsMissing(column, Of(row).Span) ? float.NaN : Of(row).Span[0];
        yield return new(
            null,
            column.Unit,
            0,
            [
                .. DependenceGrid.Quantiles(keys, most, row => Point(Of(row).Span)),
                .. column.SaysMissing ? [new(Missing, null, Encoded(column, []))] : (GridPoint[])[],
            ]
        );

        ReadOnlyMemory<float> Of(int row) => rows.Slice(row * Width, Width);
    }

    GridPoint Point(ReadOnlySpan<float> numbers) => new(Text(numbers), Rounded(Number(numbers)), numbers.ToArray());
}
