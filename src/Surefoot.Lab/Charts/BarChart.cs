using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// Lying bars from a common line, one a row with its name before it, each with its interval where it has one. The bars
/// that end on the low side of the line have another color.
/// </summary>
public sealed record BarChart
{
    const double LetterSize = 12,
        RowHeight = 24,
        Edge = 12,
        Foot = 44;

    /// <summary>What the picture is, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What the picture shows, in a sentence for those who cannot see it. Its title by default.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the bars measure.</summary>
    public required Axis X { get; init; }

    /// <summary>What the rows are: the heading of the table's first column.</summary>
    public required string Rows { get; init; }

    /// <summary>The bars, from top to bottom.</summary>
    public required IReadOnlyList<Bar> Bars { get; init; }

    /// <summary>Where the bars begin. 0 by default.</summary>
    public double Base { get; init; }

    /// <summary>Draws the chart for a page whose style sheet holds <see cref="ChartStyle.Css"/>.</summary>
    /// <param name="size">Its width; it is as high as its rows ask for.</param>
    public MarkupText ToSvg(ChartSize size)
    {
        double widest = Bars.Count == 0 ? 0 : Bars.Max(bar => TextWidth.Of(bar.Name, LetterSize)),
            label = Math.Min(widest, size.Width * 0.35),
            left = Edge + label + 10,
            bottom = Edge + (Bars.Count * RowHeight);
        var across = new Projection(
            Extent.Of(Bars.SelectMany(bar => (double[])[bar.Value, bar.Low, bar.High, Base]), X, tight: false),
            left,
            size.Width - Edge - 8
        );
        MarkupWriter svg = new();
        svg.Add(
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="sf-chart" role="img" viewBox="0 0 {size.Width} """
                + $"""{bottom + Foot}" aria-label="{Title}"><title>{Title}</title>"""
                + $"""<desc>{(Description.Length > 0 ? Description : Title)}</desc>"""
        );
        DrawGrid(svg, across, bottom, size);
        for (int i = 0; i < Bars.Count; i++)
            DrawRow(svg, Bars[i], across, label, Edge + ((i + 0.5) * RowHeight));
        double zero = across.Place(Base);
        svg.Add($"""<path class="sf-axis" d="M{zero} {Edge}V{bottom}"/>""");
        return svg.Add($"</svg>").Finish();
    }

    /// <summary>The numbers behind the picture.</summary>
    public DataTable ToTable()
    {
        bool intervals = Bars.Any(bar => double.IsFinite(bar.Low));
        return new(
            Title,
            [Rows, X.Label, .. intervals ? ["from", "to"] : (string[])[]],
            [
                .. Bars.Select(bar =>
                    (string[])
                        [bar.Name, X.Text(bar.Value), .. intervals ? [Limit(bar.Low), Limit(bar.High)] : (string[])[]]
                ),
            ]
        );
    }

    string Limit(double value) => double.IsFinite(value) ? X.Text(value) : "–";

    void DrawGrid(MarkupWriter svg, Projection across, double bottom, ChartSize size)
    {
        Ticks ticks = LineDrawing.Marks(across.Extent, X, (int)((size.Width - across.Start) / 64));
        svg.Add($"""<g class="sf-grid">""");
        foreach (double value in ticks.Values)
            svg.Add($"""<path d="M{across.Place(value)} {Edge}V{bottom}"/>""");
        svg.Add($"</g>");
        for (int i = 0; i < ticks.Values.Length; i++)
            svg.Add(
                $"""<text class="sf-muted sf-number" text-anchor="middle" x="{across.Place(ticks.Values[i])}" """
                    + $"""y="{bottom + 16}">{ticks.Labels[i]}</text>"""
            );
        string name = TextWidth.Fit(X.Label, LetterSize, size.Width - (2 * Edge));
        svg.Add(
            $"""<text class="sf-muted" text-anchor="middle" x="{size.Width / 2.0}" y="{bottom + 36}">{name}</text>"""
        );
    }

    void DrawRow(MarkupWriter svg, Bar bar, Projection across, double label, double middle)
    {
        svg.Add(
            $"""<text class="sf-ink" text-anchor="end" x="{Edge + label}" y="{middle + 4}">"""
                + $"""{TextWidth.Fit(bar.Name, LetterSize, label)}</text>"""
        );
        if (!double.IsFinite(bar.Value))
            return;
        double zero = across.Place(Base),
            end = across.Place(bar.Value);
        svg.Add(
            $"""<rect class="{(bar.Value < Base ? "sf-wrong" : "sf-right")}" x="{Math.Min(zero, end)}" """
                + $"""y="{middle - 7}" width="{Math.Abs(end - zero)}" height="{14}"><title>{bar.Name}: """
                + $"""{X.Text(bar.Value)}</title></rect>"""
        );
        if (!double.IsFinite(bar.Low) || !double.IsFinite(bar.High))
            return;
        double low = across.Place(bar.Low),
            high = across.Place(bar.High);
        svg.Add(
            $"""<path class="sf-minimum" d="M{low} {middle}H{high}M{low} {middle - 4}V{middle + 4}M{high} """
                + $"""{middle - 4}V{middle + 4}"/>"""
        );
    }
}
