using System.Xml.Linq;
using Surefoot.Lab.Charts;

namespace Surefoot.Cli.Tests.Charts;

public sealed class BandTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_band_is_one_outline_for_each_unbroken_stretch_and_has_room_on_the_axis()
    {
        LineChart chart = Chart(
            [1, 2, 3, 4, 5],
            [1, 1, double.NaN, 1, 1],
            [40, 40, double.NaN, 40, 40],
            AxisScale.Linear
        );
        XElement svg = XElement.Parse(chart.ToSvg(ChartSize.Wide).Value);
        Assert.Equal(2, svg.Descendants(Svg + "path").Count(path => (string?)path.Attribute("class") == "sf-band"));
        Assert.Contains("40", svg.Descendants(Svg + "text").Select(text => text.Value));
    }

    [Fact]
    public void On_a_logarithmic_axis_a_lower_edge_below_zero_lies_at_the_axis()
    {
        XElement svg = XElement.Parse(
            Chart([1, 2], [-1, -1], [10, 10], AxisScale.Logarithmic).ToSvg(ChartSize.Wide).Value
        );
        XElement band = Assert.Single(
            svg.Descendants(Svg + "path"),
            path => (string?)path.Attribute("class") == "sf-band"
        );
        Assert.DoesNotContain("NaN", (string?)band.Attribute("d"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_the_edges_of_the_band_beside_the_line()
    {
        DataTable table = Chart([1, 2], [1, 2], [5, 6], AxisScale.Linear).ToTable();
        Assert.Equal(["epoch", "line", "line, deviation: from", "line, deviation: to"], table.Headers);
        Assert.Equal("1|3|1|5", string.Join('|', table.Rows[0]));
    }

    [Fact]
    public void A_band_needs_as_many_edges_as_the_line_has_values() =>
        Assert.Contains(
            "'line' has 1 lower and 2 upper values; the line has 2",
            Assert.Throws<ArgumentException>(() => Chart([1, 2], [1], [5, 6], AxisScale.Linear)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_level_is_drawn_with_its_label_even_beyond_the_lines()
    {
        LineChart chart = Chart([1, 2], [1, 2], [5, 6], AxisScale.Linear) with
        {
            Levels = [new Level(60, "wanted & missed")],
        };
        XElement svg = XElement.Parse(chart.ToSvg(ChartSize.Wide).Value);
        Assert.Contains("wanted & missed", svg.Descendants(Svg + "text").Select(text => text.Value));
        Assert.Contains("60", svg.Descendants(Svg + "text").Select(text => text.Value));
    }

    static LineChart Chart(double[] x, double[] low, double[] high, AxisScale scale) =>
        new()
        {
            Title = "title",
            X = new Axis("epoch") { Whole = true },
            Y = new Axis("loss") { Scale = scale },
            Series = [new Series("line", x, [.. x.Select(_ => 3.0)]) { Band = new Band("deviation", low, high) }],
        };
}
