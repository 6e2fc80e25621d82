namespace Surefoot.Training.Data.Numpy;

/// <summary>Reads an array of targets: [n] or [n, 1] numbers, or [n, classes] with a single 1 in each row.</summary>
static class TargetArray
{
    /// <summary>
    /// One number for each row, NaN where it is missing; of a row with a single 1, where that stands.
    /// </summary>
    /// <exception cref="DataException">The shape is another, or a number is infinite.</exception>
    internal static TargetValues Read(NpyArray array)
    {
        int[] sizes = array.Header.Sizes;
        if (sizes.Length is not (1 or 2))
            throw new DataException(
                $"{array.Name} has the shape {array.Shape}; targets are (rows,), (rows, 1), or (rows, "
                    + "classes) with one 1 in each row. Reshape it."
            );
        int width = sizes.Length == 1 ? 1 : sizes[1];
        var values = new double[array.Rows];
        bool[] unfit = width == 1 ? [] : new bool[array.Rows];
        if (width > 1)
            Array.Fill(values, -1);
        var walk = new ElementWalk(sizes, sizes.Length == 1 ? [1] : [width, 1], array.Header.Fortran);
        // Whole numbers beyond 2⁵³ are other numbers once they are doubles.
        Dictionary<int, Int128> exact = [];
        bool rounded = width == 1 && array.Header.Type.IsLong;
        array.Read(
            (stored, numbers, count) =>
            {
                for (int i = 0; i < count; i++)
                {
                    long at = walk.Next();
                    int row = (int)(at / width);
                    double number = numbers[i];
                    if (double.IsInfinity(number) || (width > 1 && double.IsNaN(number)))
                        throw new DataException(
                            $"{array.Name}, row {NoteText.Count(row)}: the target is {Refused.Text(number)}. "
                                + "Give it a value, or leave the row out."
                        );
                    if (rounded && Math.Abs(number) >= TargetValues.LargestExact)
                        exact[row] = array.Header.Type.Whole(stored.AsSpan(i * sizeof(long), sizeof(long)));
                    if (width == 1)
                        values[row] = number;
                    else if (number == 1 && values[row] < 0)
                        values[row] = at % width;
                    else if (number != 0)
                        unfit[row] = true;
                }
            }
        );
        for (int row = 0; row < unfit.Length; row++)
        {
            if (unfit[row] || values[row] < 0)
                throw new DataException(
                    $"{array.Name} has the shape {array.Shape}, and row {NoteText.Count(row)} is not one 1 "
                        + "among zeros. One target a row can be learned: "
                        + "give a number a row, or mark the class of each row with a single 1."
                );
        }
        return new(values, exact);
    }
}
