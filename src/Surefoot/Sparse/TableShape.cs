namespace Surefoot.Sparse;

/// <summary>How many rows a table has and how wide they are; refuses memory and rows that do not fit it.</summary>
/// <param name="Rows">1 or more.</param>
/// <param name="Width">1 or more.</param>
internal readonly record struct TableShape(int Rows, int Width)
{
    /// <summary>How many weights the table has.</summary>
    public int Length => Rows * Width;

    /// <summary>A shape that one span can have.</summary>
    public static TableShape Of(int rows, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if ((long)rows * width > Array.MaxLength)
            throw new ArgumentException(
                $"A table of {rows} × {width} has more than {Array.MaxLength} weights; split it into several.",
                nameof(rows)
            );
        return new(rows, width);
    }

    /// <summary>As many weights as the table has.</summary>
    public void RequireTable(int length)
    {
        if (length != Length)
            throw new ArgumentException(
                $"The table has {length} weights; the optimizer is for {Rows} × {Width}, which is {Length}."
            );
    }

    /// <summary>Rows of the table, and a gradient for each of their weights.</summary>
    public void RequireGradients(ReadOnlySpan<int> rows, int gradients)
    {
        if (gradients != (long)rows.Length * Width)
            throw new ArgumentException(
                $"{rows.Length} rows of {Width} need {(long)rows.Length * Width} gradients; there are {gradients}.",
                nameof(gradients)
            );
        RequireRows(rows);
    }

    /// <summary>Rows of the table.</summary>
    public void RequireRows(ReadOnlySpan<int> rows)
    {
        uint count = (uint)Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= count)
                throw new ArgumentOutOfRangeException(
                    nameof(rows),
                    rows[i],
                    $"Row {rows[i]}, at place {i} of the batch, is not in the table, which has {Rows} rows (0 "
                        + $"to {Rows - 1})."
                );
        }
    }
}
