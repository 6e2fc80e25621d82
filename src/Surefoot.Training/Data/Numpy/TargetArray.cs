namespace Surefoot.Training.Data.Numpy;

/// <summary>Reads an array of targets: [n] or [n, 1] numbers, or [n, classes] with a single 1 in each row.</summary>
static class TargetArray
{
    /// <summary>One number for each row; of a row with a single 1, where that stands.</summary>
    /// <exception cref="DataException">The shape is another, or a number is missing.</exception>
    internal static double[] Read(NpyArray array)
    {
        int[] sizes = array.Header.Sizes;
        if (sizes.Length is not (1 or 2))
            throw new DataException($"{array.Name} has the shape {array.Shape}; targets are (rows,), (rows, 1), or (rows, classes) with one 1 in each row. Reshape it.");
        int width = sizes.Length == 1 ? 1 : sizes[1];
        var values = new double[array.Header.Elements];
        var walk = new ElementWalk(sizes, sizes.Length == 1 ? [1] : [width, 1], array.Header.Fortran);
        array.Read((numbers, count) =>
        {
            for (int i = 0; i < count; i++)
            {
                int at = walk.Next();
                if (!double.IsFinite(numbers[i]))
                    throw new DataException($"{array.Name}, row {NoteText.Count(at / width)}: the target is {Refused.Text(numbers[i])}. Give it a value, or leave the row out.");
                values[at] = numbers[i];
            }
        });
        return width == 1 ? values : Places(array, values, width);
    }

    static double[] Places(NpyArray array, double[] values, int width)
    {
        var places = new double[array.Rows];
        for (int row = 0; row < places.Length; row++)
        {
            var marks = values.AsSpan(row * width, width);
            int place = marks.IndexOf(1);
            if (place < 0 || marks.Count(0.0) != width - 1)
                throw new DataException($"{array.Name} has the shape {array.Shape}, and row {NoteText.Count(row)} is not one 1 among zeros. One target a row can be learned: " +
                    "give a number a row, or mark the class of each row with a single 1.");
            places[row] = place;
        }
        return places;
    }
}
