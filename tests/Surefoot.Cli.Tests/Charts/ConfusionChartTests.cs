using System.Xml.Linq;
using Surefoot.Lab.Charts;

namespace Surefoot.Cli.Tests.Charts;

public sealed class ConfusionChartTests
{
    static readonly int[,] Counts =
    {
        { 8, 2, 0 },
        { 1, 9, 0 },
        { 0, 0, 0 },
    };

    [Fact]
    public void Recall_reads_along_the_row_and_precision_down_the_column()
    {
        ConfusionChart chart = new("c", ["cat", "dog", "emu"], Counts);
        Assert.Equal((0.8, 8.0 / 9), (chart.Recall(0), chart.Precision(0)));
        Assert.Equal(
            [
                "cat|10|80.00\u00A0%|88.89\u00A0%",
                "dog|10|90.00\u00A0%|81.82\u00A0%",
                "emu|0|no examples|never predicted",
            ],
            chart.ToClassTable().Rows.Select(row => string.Join('|', row))
        );
    }

    [Fact]
    public void The_description_says_the_total_and_the_most_frequent_mistake() =>
        Assert.Contains(
            "17 of 20 examples were given their own class. The most frequent mistake: cat taken for dog, 2 times.",
            XElement.Parse(new ConfusionChart("c", ["cat", "dog", "emu"], Counts).ToSvg(ChartSize.Wide).Value).Value,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(26)]
    [InlineData(150)]
    public void Any_number_of_classes_makes_a_well_formed_picture_and_a_table(int classes)
    {
        int[,] counts = new int[classes, classes];
        for (int i = 0; i < classes; i++)
            (counts[i, i], counts[i, 0]) = (1_000_000, 3);
        ConfusionChart chart = new("c", [.. Enumerable.Range(0, classes).Select(i => "class " + i)], counts);
        foreach (ChartSize size in (ChartSize[])[ChartSize.Wide, ChartSize.Narrow])
            Assert.DoesNotContain("NaN", XElement.Parse(chart.ToSvg(size).Value).ToString(), StringComparison.Ordinal);
        Assert.All(chart.ToTable().Rows, row => Assert.Equal(chart.ToTable().Headers.Count, row.Count));
    }

    [Fact]
    public void Counts_that_do_not_fit_the_classes_are_refused() =>
        Assert.Contains(
            "2 classes need 2 × 2 counts; these are 3 × 3",
            Assert.Throws<ArgumentException>(() => new ConfusionChart("c", ["a", "b"], Counts)).Message,
            StringComparison.Ordinal
        );
}
