using System.Runtime.InteropServices;

namespace Surefoot.Training.Explaining;

/// <summary>The values to try in a column, or in one part of it.</summary>
/// <param name="Part">The part, such as "weekday"; null for the whole column.</param>
/// <param name="Unit">The sign that stands with the numbers; null for none.</param>
/// <param name="Start">Where the numbers that are changed begin, from the column's own first.</param>
/// <param name="Points">The values, in the order in which they are shown.</param>
sealed record DependenceGrid(string? Part, string? Unit, int Start, IReadOnlyList<GridPoint> Points)
{
    /// <summary>
    /// The values at evenly spaced quantiles of what rows have, each with all that the row there has in the column:
    /// from the lowest to the highest, none twice.
    /// </summary>
    /// <param name="keys">What the rows are ordered by; not a number for one that is left out.</param>
    /// <param name="most">The most values, at least 2.</param>
    /// <param name="point">The value of a row.</param>
    internal static IEnumerable<GridPoint> Quantiles(float[] keys, int most, Func<int, GridPoint> point)
    {
        int[] rows = [.. Enumerable.Range(0, keys.Length).Where(row => !float.IsNaN(keys[row]))];
        // Of equal ones the first row stands for all, whatever the sort makes of them.
        int[] order = [.. rows.OrderBy(row => keys[row])];
        int[] distinct = [.. order.Where((row, i) => i == 0 || keys[row] != keys[order[i - 1]])];
        if (distinct.Length <= most)
            return distinct.Select(point);
        return Enumerable
            .Range(0, most)
            .Select(i => order[(int)((long)i * (order.Length - 1) / (most - 1))])
            .DistinctBy(row => keys[row])
            .Select(point);
    }
}

/// <summary>A value to try.</summary>
/// <param name="Label">The value as people write it.</param>
/// <param name="Number">The number that it is; null for a category or a missing value.</param>
/// <param name="Numbers">What stands in its place in an input.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct GridPoint(string Label, double? Number, float[] Numbers);
