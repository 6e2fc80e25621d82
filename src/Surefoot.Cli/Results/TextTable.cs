using Surefoot.Lab.Charts;

namespace Surefoot.Cli.Results;

/// <summary>A table in letters: the first column to the left, the others to the right, each as wide as its widest cell.</summary>
static class TextTable
{
    /// <summary>The lines of the table, its headers first.</summary>
    public static IEnumerable<string> Lines(DataTable table)
    {
        IReadOnlyList<string>[] rows = [table.Headers, .. table.Rows];
        int[] widths = [.. Enumerable.Range(0, table.Headers.Count).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).Replace('\u00A0', ' ').TrimEnd());
    }
}
