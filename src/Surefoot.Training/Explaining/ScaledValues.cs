namespace Surefoot.Training.Explaining;

/// <summary>One number, which the network reads less a mean and divided by a scale.</summary>
/// <param name="mean">What is read as 0.</param>
/// <param name="scale">What is read as 1, above it; 0 for what is read as 0 whatever it is.</param>
sealed class ScaledValues(double mean, double scale) : ColumnValues
{
    internal override int Width => 1;

    internal override string Text(ReadOnlySpan<float> numbers) => Text(Number(numbers[0]));

    double Number(float read) => mean + (scale * read);

    internal override IEnumerable<DependenceGrid> Grids(ReadOnlyMemory<float> rows, int most)
    {
        float[] keys = rows.ToArray();
        yield return new(
            null,
            null,
            0,
            [
                .. DependenceGrid.Quantiles(
                    keys,
                    most,
                    row => new(Text([keys[row]]), Rounded(Number(keys[row])), [keys[row]])
                ),
            ]
        );
    }
}
