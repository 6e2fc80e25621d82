namespace Surefoot.Training.Explaining;

/// <summary>A column of the data, and which numbers of a network's input it becomes.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Offset">Where its numbers begin in a row of the input.</param>
/// <param name="Values">What they stand for.</param>
sealed record InputColumn(string Name, int Offset, ColumnValues Values)
{
    /// <summary>How many numbers it becomes.</summary>
    internal int Width => Values.Width;

    /// <summary>Its own numbers of a row.</summary>
    internal Span<float> Of(Span<float> row) => row.Slice(Offset, Width);
}
