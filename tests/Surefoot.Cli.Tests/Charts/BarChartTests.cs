using System.Globalization;
using System.Xml.Linq;
using Surefoot.Lab.Charts;

namespace Surefoot.Cli.Tests.Charts;

public sealed class BarChartTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    static BarChart Chart(params Bar[] bars) =>
        new()
        {
            Title = "Importance",
            X = new Axis("loss"),
            Rows = "column",
            Bars = bars,
        };

    static double Number(XElement element, string name) =>
        double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    [Fact]
    public void Bars_begin_at_the_base_and_are_as_long_as_their_values()
    {
        XElement svg = XElement.Parse(
            (Chart(new("a", 3), new("b", 2), new("c", 0.5)) with { Base = 1 }).ToSvg(ChartSize.Wide).Value
        );
        XElement[] bars = [.. svg.Descendants(Svg + "rect")];
        Assert.Equal(["sf-right", "sf-right", "sf-wrong"], bars.Select(bar => (string?)bar.Attribute("class")));
        Assert.Equal(2, Number(bars[0], "width") / Number(bars[1], "width"), 3);
        Assert.Equal(0.5, Number(bars[2], "width") / Number(bars[1], "width"), 3);
        Assert.Equal(Number(bars[0], "x"), Number(bars[1], "x"));
        Assert.Equal(Number(bars[0], "x"), Number(bars[2], "x") + Number(bars[2], "width"), 1);
    }

    [Fact]
    public void An_interval_is_drawn_where_there_is_one_and_stands_in_the_table()
    {
        BarChart chart = Chart(new("<a>", 1, 0.5, 1.5), new("none", double.NaN));
        XElement svg = XElement.Parse(chart.ToSvg(ChartSize.Narrow).Value);
        Assert.Single(svg.Descendants(Svg + "path"), path => (string?)path.Attribute("class") == "sf-minimum");
        Assert.Single(svg.Descendants(Svg + "rect"));
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        Assert.Equal("<a>|1|0.5|1.5", string.Join('|', chart.ToTable().Rows[0]));
        Assert.Equal("column|loss|from|to", string.Join('|', chart.ToTable().Headers));
        Assert.NotEmpty(Chart().ToSvg(ChartSize.Wide).Value);
    }
}
