using FsCheck.Xunit;
using Surefoot.Cli.Results;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Reports;

namespace Surefoot.Cli.Tests.Results;

public sealed class TextTests
{
    [Property]
    public void A_field_of_CSV_is_read_back_as_it_was(string? text)
    {
        string field = CsvText.Field(text ?? "");
        bool quoted = field.StartsWith('"') && field.EndsWith('"') && field.Length >= 2;
        Assert.Equal(text ?? "", quoted ? field[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : field);
        Assert.True(quoted || field.AsSpan().IndexOfAny(",\"\r\n") < 0);
    }

    [Theory]
    [InlineData("runs/a-1", "runs/a-1")]
    [InlineData("my run", "'my run'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    [InlineData("$(rm)", "'$(rm)'")]
    public void A_word_is_quoted_for_the_shell_where_it_must_be(string word, string quoted) =>
        Assert.Equal(quoted, ShellWord.Quote(word));

    [Theory]
    [InlineData(25, "Layer   Gradient  Weights|dense1       0.5       12|dense2      0.25        3")]
    [InlineData(24, "dense1|  Gradient  0.5|  Weights   12|dense2|  Gradient  0.25|  Weights   3")]
    public void A_table_that_is_too_wide_stands_cell_by_cell(int width, string lines) =>
        Assert.Equal(
            lines.Split('|'),
            TextTable.Lines(
                new DataTable(
                    "Layers",
                    ["Layer", "Gradient", "Weights"],
                    [
                        ["dense1", "0.5", "12"],
                        ["dense2", "0.25", "3"],
                    ]
                ),
                width
            )
        );

    [Fact]
    public void Markup_is_put_together_without_copying_what_was_written_before()
    {
        const int Pieces = 20_000;
        MarkupWriter path = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Pieces; i++)
            path.Add($"{i % 10} ");
        // Two letters of two bytes a piece, and what a builder needs; copies would take thousands of bytes a piece.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * Pieces);
        Assert.Equal(2 * Pieces, path.Finish().Value.Length);
    }

    [Fact]
    public void A_confusion_matrix_has_recall_at_its_right_and_precision_below()
    {
        using StringWriter output = new() { NewLine = "\n" };
        ConfusionText.Write(
            output,
            ["cat", "a dog with a long name"],
            new[,]
            {
                { 8, 2 },
                { 0, 0 },
            }
        );
        Assert.Equal(
            """
            actual                         cat  a dog with a lo…    recall   (columns: predicted)
            cat                              8                 2    80.0 %
            a dog with a lo…                 .                 .         –
            precision by class: cat 100.0 %, a dog with a lo… 0.0 %

            """,
            output.ToString()
        );
    }

    [Fact]
    public void Many_classes_become_a_list_of_the_most_frequent_mistakes()
    {
        int[,] counts = new int[30, 30];
        (counts[3, 4], counts[5, 6]) = (2, 7);
        using StringWriter output = new() { NewLine = "\n" };
        ConfusionText.Write(output, [.. Enumerable.Range(0, 30).Select(i => "c" + i)], counts);
        Assert.Equal(
            "30 classes; the most frequent mistakes:\n       7 × c5 taken for c6\n       2 × c3 taken for c4\n",
            output.ToString()
        );
    }
}
