using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck.Xunit;
using Surefoot.Lab.Charts;

namespace Surefoot.Cli.Tests.Charts;

public sealed partial class LineChartTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Property(MaxTest = 300)]
    public void Whatever_the_numbers_the_picture_is_well_formed_and_nothing_lies_outside_it(
        double[] xs,
        double[] ys,
        bool logarithmicX,
        bool logarithmicY
    )
    {
        int count = Math.Min(xs.Length, ys.Length);
        LineChart chart = Chart(xs[..count], ys[..count], logarithmicX, logarithmicY) with
        {
            Marks = [new Mark(count > 0 ? xs[0] : 1, "here")],
        };
        foreach (ChartSize size in (ChartSize[])[ChartSize.Wide, ChartSize.Narrow])
            AssertSound(XElement.Parse(chart.ToSvg(size).Value), size);
    }

    [Theory]
    [InlineData(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })]
    [InlineData(new[] { double.MaxValue, -double.MaxValue })]
    [InlineData(new[] { double.Epsilon, double.MaxValue })]
    [InlineData(new[] { 1e-300, 1e-308, 3e-320 })]
    [InlineData(new[] { 7.0, 7.0, 7.0 })]
    [InlineData(new[] { 1e16, 1e16 + 2, 1e16 + 4 })]
    [InlineData(new[] { 0.0, -1.0, -5.0 })]
    [InlineData(new[] { 42.0 })]
    [InlineData(new double[0])]
    public void Odd_values_are_drawn_or_left_out_and_never_break_the_picture(double[] ys)
    {
        double[] xs = [.. Enumerable.Range(1, ys.Length).Select(i => (double)i)];
        foreach (bool logarithmic in (bool[])[false, true])
            AssertSound(
                XElement.Parse(Chart(xs, ys, logarithmicX: false, logarithmic).ToSvg(ChartSize.Wide).Value),
                ChartSize.Wide
            );
    }

    [Fact]
    public void A_logarithmic_axis_leaves_out_what_is_not_positive_and_says_how_much()
    {
        XElement svg = XElement.Parse(
            Chart([1, 2, 3, 4], [10, 0, -3, 0.1], logarithmicX: false, logarithmicY: true).ToSvg(ChartSize.Wide).Value
        );
        Assert.Contains("2 values not shown: not finite, or not above zero", Texts(svg));
        Assert.Contains("loss (logarithmic)", Texts(svg));
    }

    [Fact]
    public void A_logarithmic_axis_without_a_positive_value_becomes_linear_and_says_so() =>
        Assert.Contains(
            "loss (linear: no value above zero)",
            Texts(
                XElement.Parse(
                    Chart([1, 2], [-1, -2], logarithmicX: false, logarithmicY: true).ToSvg(ChartSize.Wide).Value
                )
            )
        );

    [Fact]
    public void Without_points_the_picture_says_so() =>
        Assert.Contains(
            "No values yet",
            Texts(XElement.Parse(Chart([], [], logarithmicX: false, logarithmicY: false).ToSvg(ChartSize.Wide).Value))
        );

    [Fact]
    public void A_gap_in_the_values_is_a_gap_in_the_line()
    {
        XElement svg = XElement.Parse(
            Chart([1, 2, 3, 4, 5], [1, 2, double.NaN, 4, 5], logarithmicX: false, logarithmicY: false)
                .ToSvg(ChartSize.Wide)
                .Value
        );
        // One stroke is the legend's, two are the halves of the line.
        Assert.Equal(3, svg.Descendants(Svg + "path").Count(path => (string?)path.Attribute("class") == "sf-line"));
    }

    [Fact]
    public void Larger_values_stand_higher_and_later_ones_further_right()
    {
        XElement svg = XElement.Parse(
            Chart([1, 2, 3], [5, 1, 9], logarithmicX: false, logarithmicY: true).ToSvg(ChartSize.Wide).Value
        );
        double[][] points =
        [
            .. svg.Descendants(Svg + "path")
                .Where(path => path.Element(Svg + "title") is not null)
                .Select(path =>
                    Number()
                        .Matches((string)path.Attribute("transform")!)
                        .Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))
                        .ToArray()
                ),
        ];
        Assert.True(points[0][0] < points[1][0] && points[1][0] < points[2][0]);
        Assert.True(points[2][1] < points[0][1] && points[0][1] < points[1][1]);
    }

    [Fact]
    public void A_hundred_thousand_points_make_a_small_picture_that_still_has_its_spike()
    {
        double[] xs = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)],
            ys = [.. xs.Select(x => x == 51_234 ? 100 : Math.Sin(x))];
        string svg = Chart(xs, ys, logarithmicX: false, logarithmicY: false).ToSvg(ChartSize.Wide).Value;
        Assert.InRange(svg.Length, 1000, 60_000);
        string line = XElement
            .Parse(svg)
            .Descendants(Svg + "path")
            .Select(path => (string)path.Attribute("d")!)
            .MaxBy(d => d.Length)!;
        double[] heights =
        [
            .. Number()
                .Matches(line)
                .Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))
                .Where((_, i) => i % 2 == 1),
        ];
        Assert.True(heights.Min() < heights.Order().ElementAt(1) - 50);
    }

    [Fact]
    public void Screen_readers_get_a_title_and_a_description()
    {
        XElement svg = XElement.Parse(
            (Chart([1], [1], logarithmicX: false, logarithmicY: false) with { Description = "It falls." })
                .ToSvg(ChartSize.Wide)
                .Value
        );
        Assert.Equal(
            ("img", "A & B <c>", "It falls."),
            ((string?)svg.Attribute("role"), svg.Element(Svg + "title")!.Value, svg.Element(Svg + "desc")!.Value)
        );
    }

    [Fact]
    public void Lines_differ_in_colour_in_dashes_and_in_the_shape_of_their_points()
    {
        Series[] series = [.. Enumerable.Range(0, 6).Select(i => new Series("s" + i, [1, 2], [i, i + 1]))];
        XElement svg = XElement.Parse(
            (Chart([], [], logarithmicX: false, logarithmicY: false) with { Series = series })
                .ToSvg(ChartSize.Wide)
                .Value
        );
        Assert.Equal(
            6,
            svg.Descendants(Svg + "g")
                .Select(g => (string?)g.Attribute("class"))
                .Where(c => c?.StartsWith("sf-s", StringComparison.Ordinal) == true)
                .Distinct()
                .Count()
        );
        Assert.Equal(
            6,
            svg.Descendants(Svg + "path")
                .Select(path => (string?)path.Attribute("stroke-dasharray"))
                .OfType<string>()
                .Distinct()
                .Count()
        );
        Assert.Equal(
            6,
            svg.Descendants(Svg + "path")
                .Where(path => (string?)path.Attribute("class") == "sf-point")
                .Select(path => (string?)path.Attribute("d"))
                .Distinct()
                .Count()
        );
    }

    [Fact]
    public void The_table_behind_the_picture_has_a_row_for_every_position_and_a_column_for_every_line()
    {
        DataTable table = (
            Chart([], [], logarithmicX: false, logarithmicY: false) with
            {
                Series = [new Series("a", [1, 2], [0.5, double.NaN]), new Series("b", [2, 3], [7, 8])],
            }
        ).ToTable();
        Assert.Equal(["epoch", "a", "b"], table.Headers);
        Assert.Equal(["1|0.5|", "2|not a number|7", "3||8"], table.Rows.Select(row => string.Join('|', row)));
    }

    [Fact]
    public void A_picture_that_stands_alone_brings_its_title_style_and_background()
    {
        XElement svg = XElement.Parse(
            Chart([1, 2], [1, 2], logarithmicX: false, logarithmicY: false).ToStandaloneSvg(ChartSize.Wide).Value
        );
        Assert.Contains("prefers-color-scheme: dark", svg.Element(Svg + "style")!.Value, StringComparison.Ordinal);
        Assert.Contains("A & B <c>", Texts(svg));
    }

    [Fact]
    public void A_line_needs_as_many_values_as_positions() =>
        Assert.Contains(
            "'a' has 1 positions and 2 values",
            Assert.Throws<ArgumentException>(() => new Series("a", [1], [1, 2])).Message,
            StringComparison.Ordinal
        );

    static LineChart Chart(double[] xs, double[] ys, bool logarithmicX, bool logarithmicY) =>
        new()
        {
            Title = "A & B <c>",
            X = new Axis("epoch")
            {
                Whole = !logarithmicX,
                Scale = logarithmicX ? AxisScale.Logarithmic : AxisScale.Linear,
            },
            Y = new Axis("loss") { Scale = logarithmicY ? AxisScale.Logarithmic : AxisScale.Linear },
            Series = [new Series("line", xs, ys)],
        };

    static List<string> Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(text => text.Value)];

    static void AssertSound(XElement svg, ChartSize size)
    {
        foreach (XElement element in svg.DescendantsAndSelf())
        {
            foreach (XAttribute attribute in element.Attributes())
                Assert.DoesNotMatch("NaN|∞|Infinity|[0-9]E", attribute.Value);
            foreach (string name in (string[])["x", "y"])
            {
                if (element.Attribute(name) is { } place)
                    Assert.InRange((double)place, 0, name == "x" ? size.Width : size.Height);
            }

            if (element.Attribute("transform") is { } moved)
            {
                double[] place =
                [
                    .. Number()
                        .Matches(moved.Value)
                        .Take(2)
                        .Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)),
                ];
                Assert.InRange(place[0], 0, size.Width);
                Assert.InRange(place[1], 0, size.Height);
            }
        }
    }

    [GeneratedRegex(@"-?[0-9.]+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
