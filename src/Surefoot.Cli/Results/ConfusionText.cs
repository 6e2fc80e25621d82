using System.Globalization;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Results;

/// <summary>
/// A confusion matrix in plain letters: a row for the actual class, a column for the predicted one, recall and
/// precision at the edges.
/// </summary>
static class ConfusionText
{
    /// <summary>
    /// Beyond this many classes a square would not fit a terminal: the most frequent mistakes are listed instead.
    /// </summary>
    const int Square = 20;

    const int LongestName = 16,
        MistakesListed = 20;

    /// <summary>Writes the matrix.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> classes, int[,] counts)
    {
        if (classes.Count > Square)
            WriteMistakes(output, classes, counts);
        else
            WriteSquare(output, classes, counts);
    }

    static void WriteSquare(TextWriter output, IReadOnlyList<string> classes, int[,] counts)
    {
        string[] names = [.. classes.Select(name => Short(name))];
        int first = Math.Max("actual".Length, names.Max(name => name.Length));
        int width = Math.Max(names.Max(name => name.Length), counts.Cast<int>().Max().ToString().Length) + 2;
        output.WriteLine(
            "actual".PadRight(first)
                + string.Concat(names.Select(name => name.PadLeft(width)))
                + "    recall   (columns: predicted)"
        );
        for (int row = 0; row < classes.Count; row++)
        {
            output.Write(names[row].PadRight(first));
            for (int column = 0; column < classes.Count; column++)
                output.Write((counts[row, column] == 0 ? "." : counts[row, column].ToString()).PadLeft(width));
            output.WriteLine(
                Share(counts[row, row], Enumerable.Range(0, classes.Count).Sum(column => counts[row, column]))
                    .PadLeft(10)
            );
        }

        output.WriteLine(
            "precision by class: "
                + string.Join(
                    ", ",
                    names.Select(
                        (name, column) =>
                            $"{name} "
                            + Share(
                                counts[column, column],
                                Enumerable.Range(0, classes.Count).Sum(row => counts[row, column])
                            )
                    )
                )
        );
    }

    static void WriteMistakes(TextWriter output, IReadOnlyList<string> classes, int[,] counts)
    {
        output.WriteLine($"{classes.Count} classes; the most frequent mistakes:");
        var mistakes =
            from row in Enumerable.Range(0, classes.Count)
            from column in Enumerable.Range(0, classes.Count)
            where row != column && counts[row, column] > 0
            orderby counts[row, column] descending, row, column
            select $"  {counts[row, column].ToString().PadLeft(6)} × {Short(classes[row])} taken for "
                + $"{Short(classes[column])}";
        foreach (string line in mistakes.Take(MistakesListed))
            output.WriteLine(line);
    }

    static string Short(string name)
    {
        name = NoteText.Printable(name);
        return name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");
    }

    static string Share(int part, int whole) =>
        whole == 0 ? "–" : (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
