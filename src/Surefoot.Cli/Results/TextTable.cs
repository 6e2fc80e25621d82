using Surefoot.Lab.Charts;

namespace Surefoot.Cli.Results;

/// <summary>
/// A table in letters: the first column to the left, the others to the right, each as wide as its widest cell. Where
/// there is no room for that, the rows stand one below the other, with a line for each cell.
/// </summary>
static class TextTable
{
    /// <summary>The lines of the table, its headers first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="width">The most columns of a line; a cell that is wider alone stays whole.</param>
    public static IEnumerable<string> Lines(DataTable table, int width)
    {
        IReadOnlyList<string>[] rows = [table.Headers, .. table.Rows];
        int[] widths =
        [
            .. Enumerable.Range(0, table.Headers.Count).Select(column => rows.Max(row => row[column].Length)),
        ];
        IEnumerable<string> lines =
            widths.Sum() + (2 * (widths.Length - 1)) <= width
                ? rows.Select(row =>
                    string.Join(
                        "  ",
                        row.Select(
                            (cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])
                        )
                    )
                )
                : Stacked(table);
        return lines.Select(line => line.Replace('\u00A0', ' ').TrimEnd());
    }

    static IEnumerable<string> Stacked(DataTable table)
    {
        int names = table.Headers.Skip(1).Max(header => header.Length);
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            yield return row[0];
            for (int column = 1; column < row.Count; column++)
                yield return $"  {table.Headers[column].PadRight(names)}  {row[column]}";
        }
    }
}
