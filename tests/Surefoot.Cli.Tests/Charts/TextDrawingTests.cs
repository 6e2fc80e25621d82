using FsCheck.Xunit;
using Surefoot.Lab.Charts;

namespace Surefoot.Cli.Tests.Charts;

public sealed class TextDrawingTests
{
    [Fact]
    public void A_line_that_rises_goes_from_the_lower_left_to_the_upper_right_without_a_gap()
    {
        IReadOnlyList<string> lines = Chart([0, 10], [0, 10]).ToText(50, 11);
        string[] plot = [.. lines.Skip(2).Take(11)];
        Assert.EndsWith("*", plot[0].TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("+*", plot[^1], StringComparison.Ordinal);
        Assert.All(plot, line => Assert.Contains('*', line));
        Assert.Equal("title", lines[0]);
        Assert.Equal("  * line", lines[1]);
    }

    [Fact]
    public void A_level_lies_behind_the_lines()
    {
        string text = string.Join(
            '\n',
            (Chart([0, 10], [0, 10]) with { Levels = [new Level(5, "half")] }).ToText(50, 11)
        );
        Assert.Matches(@"-{10,}\*+-{10,}", text);
    }

    [Property]
    public void Whatever_it_is_given_it_stays_within_its_columns(
        double[] values,
        byte width,
        byte height,
        bool logarithmic
    )
    {
        double[] x = [.. Enumerable.Range(0, values.Length).Select(i => (double)i)];
        LineChart chart = Chart(x, values) with
        {
            Y = new Axis("y") { Scale = logarithmic ? AxisScale.Logarithmic : AxisScale.Linear },
        };
        int columns = 40 + width;
        IReadOnlyList<string> lines = chart.ToText(columns, height);
        Assert.Equal(Math.Max((int)height, 3) + 5, lines.Count);
        Assert.All(lines.Skip(2).Take(lines.Count - 4), line => Assert.InRange(line.Length, 0, columns));
    }

    static LineChart Chart(double[] x, double[] y) =>
        new()
        {
            Title = "title",
            X = new Axis("x"),
            Y = new Axis("y"),
            Series = [new Series("line", x, y)],
        };
}
