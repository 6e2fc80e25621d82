using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// One drawing of a <see cref="LineChart"/> at one size: works out the places once, then writes the layers from back to
/// front.
/// </summary>
sealed class LineDrawing
{
    const double LetterSize = 12,
        LegendRow = 20,
        Edge = 12;

    /// <summary>Up to this many points on a line, each one is marked.</summary>
    const int MarkedPoints = 40;

    readonly LineChart chart;
    readonly ChartSize size;
    readonly bool standsAlone,
        pointed;
    readonly MarkupWriter svg = new();
    readonly List<(int Index, double X, double Y, string Text)> legend = [];
    readonly Projection horizontal,
        vertical;
    readonly Ticks xTicks,
        yTicks;
    readonly int hidden;
    readonly bool empty;

    public LineDrawing(LineChart chart, ChartSize size, bool standsAlone, bool pointed = false)
    {
        (this.chart, this.size, this.standsAlone, this.pointed) = (chart, size, standsAlone, pointed);
        Extent across = Across(chart),
            up = Up(chart);
        hidden = chart.Series.Sum(series =>
            Enumerable.Range(0, series.X.Count).Count(i => !Shown(series, i, across, up))
        );
        empty = hidden == chart.Series.Sum(series => series.X.Count);

        double top = Edge + (standsAlone ? 26 : 0);
        double legendBottom = PlaceLegend(top);
        yTicks = Marks(up, chart.Y, (int)(size.Height / 52.0));
        double left =
            Edge + 6 + (yTicks.Labels.Length == 0 ? 0 : yTicks.Labels.Max(label => TextWidth.Of(label, LetterSize)));
        xTicks = Marks(across, chart.X, (int)((size.Width - left) / 56));
        horizontal = new Projection(across, left + 6, size.Width - Edge - 8);
        vertical = new Projection(up, size.Height - 44 - (hidden > 0 && !empty ? 16 : 0), legendBottom + 34);

        static bool Shown(Series series, int i, Extent across, Extent up) =>
            Extent.Shows(series.X[i], across.Scale) && Extent.Shows(series.Y[i], up.Scale);
    }

    /// <summary>The range of the horizontal axis.</summary>
    internal static Extent Across(LineChart chart) =>
        Extent.Of(chart.Series.SelectMany(series => series.X), chart.X, tight: true);

    /// <summary>The range of the vertical axis: lines, bands and levels have room.</summary>
    internal static Extent Up(LineChart chart) =>
        Extent.Of(
            [
                .. chart.Series.SelectMany(series =>
                    (double[])[.. series.Y, .. series.Band?.Low ?? [], .. series.Band?.High ?? []]
                ),
                .. chart.Levels.Select(level => level.Y),
            ],
            chart.Y,
            tight: false
        );

    /// <summary>The ticks of an axis, about <paramref name="wanted"/> of them.</summary>
    internal static Ticks Marks(Extent extent, Axis axis, int wanted) =>
        extent.Scale == AxisScale.Logarithmic
            ? Ticks.Logarithmic(extent.Low, extent.High, wanted, axis.Percent)
            : Ticks.Linear(extent.Low, extent.High, wanted, axis.Whole, axis.Percent);

    public MarkupText Draw()
    {
        string description = chart.Description.Length > 0 ? chart.Description : chart.Title;
        svg.Add(
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="sf-chart" role="img" viewBox="0 0 {size.Width} """
                + $"""{size.Height}" """
        );
        if (standsAlone)
            svg.Add($"""width="{size.Width}" height="{size.Height}" """);
        if (pointed)
            svg.Add(PointerText.Of(chart, horizontal, vertical));
        svg.Add($"""aria-label="{chart.Title}"><title>{chart.Title}</title><desc>{description}</desc>""");
        if (standsAlone)
            svg.Add(
                $"""<style>{ChartStyle.Css}</style>"""
                    + $"""<rect class="sf-back" width="{size.Width}" height="{size.Height}"/>"""
                    + $"""<text class="sf-title" x="{Edge}" y="{Edge + 14}">{chart.Title}</text>"""
            );
        DrawLegend();
        DrawGrid();
        if (empty)
            DrawEmpty();
        else
            DrawCurves();
        return svg.Add($"</svg>").Finish();
    }

    double PlaceLegend(double top)
    {
        double x = Edge,
            y = top + 6;
        for (int i = 0; i < chart.Series.Count; i++)
        {
            if (chart.Series[i].IsFaint)
                continue;
            string text = TextWidth.Fit(chart.Series[i].Name, LetterSize, size.Width - 2 * Edge - 40);
            double width = 36 + TextWidth.Of(text, LetterSize) + 14;
            if (x > Edge && x + width > size.Width - Edge)
                (x, y) = (Edge, y + LegendRow);
            legend.Add((i, x, y, text));
            x += width;
        }

        return y + 4;
    }

    void DrawLegend()
    {
        foreach ((int i, double x, double y, string text) in legend)
        {
            int look = Look(i);
            svg.Add(
                $"""<g class="{SeriesStyle.Class(look)}">"""
                    + $"""<path class="sf-line" stroke-dasharray="{SeriesStyle.Dash(look)}" d="M{x} {y}h28"/>"""
            );
            svg.Add(
                $"""<path class="sf-point" transform="translate({x + 14} {y})" d="{SeriesStyle.Shape(look)}"/>"""
                    + $"""</g><text class="sf-ink" x="{x + 34}" y="{y + 4}">{text}</text>"""
            );
        }
    }

    int Look(int index) => chart.Series[index].Look ?? index;

    void DrawGrid()
    {
        (double left, double right) = (horizontal.Start - 6, horizontal.End + 8);
        string note =
            chart.Y.Scale == AxisScale.Logarithmic
                ? vertical.Extent.Scale == AxisScale.Logarithmic
                    ? " (logarithmic)"
                    : " (linear: no value above zero)"
                : "";
        svg.Add(
            $"""<text class="sf-muted" x="{Edge}" y="{vertical.End - 11}">{chart.Y.Label}{note}</text>"""
                + $"""<g class="sf-grid">"""
        );
        foreach (double value in yTicks.Values)
            svg.Add($"""<path d="M{left} {vertical.Place(value)}H{right}"/>""");
        svg.Add(
            $"""</g><path class="sf-axis" d="M{left} {vertical.Start}H{right}"/>"""
                + $"""<g class="sf-muted sf-number" text-anchor="end">"""
        );
        for (int i = 0; i < yTicks.Values.Length; i++)
            svg.Add($"""<text x="{left - 6}" y="{vertical.Place(yTicks.Values[i]) + 4}">{yTicks.Labels[i]}</text>""");
        svg.Add($"""</g><g class="sf-muted sf-number" text-anchor="middle">""");
        for (int i = 0; i < xTicks.Values.Length && !empty; i++)
        {
            double x = horizontal.Place(xTicks.Values[i]);
            svg.Add(
                $"""<path class="sf-axis" d="M{x} {vertical.Start}v4"/>"""
                    + $"""<text x="{x}" y="{vertical.Start + 17}">{xTicks.Labels[i]}</text>"""
            );
        }

        svg.Add(
            $"""</g><text class="sf-muted" text-anchor="middle" x="{(left + right) / 2}" """
                + $"""y="{vertical.Start + 35}">{chart.X.Label}</text>"""
        );
        if (hidden > 0 && !empty)
            svg.Add(
                $"""<text class="sf-muted" x="{Edge}" """
                    + $"""y="{size.Height - 6}">{(hidden == 1 ? "1 value" : NumberText.Whole(hidden) + " values")} """
                    + $"""not shown: {HiddenReason()}</text>"""
            );
    }

    string HiddenReason() =>
        vertical.Extent.Scale == AxisScale.Logarithmic ? "not finite, or not above zero" : "not finite";

    void DrawEmpty() =>
        svg.Add(
            $"""<text class="sf-muted" text-anchor="middle" x="{(horizontal.Start + horizontal.End) / 2}" """
                + $"""y="{(vertical.Start + vertical.End) / 2}">"""
                + $"""{(hidden == 0 ? "No values yet" : "No value can be shown")}"""
                + $"""</text>"""
        );

    void DrawCurves()
    {
        // The last line of the list lies at the bottom: the first is the one that the reader came for.
        for (int i = chart.Series.Count - 1; i >= 0; i--)
            BandDrawing.Draw(svg, chart.Series[i], SeriesStyle.Class(Look(i)), horizontal, vertical);
        foreach (Level level in chart.Levels.Where(level => Extent.Shows(level.Y, vertical.Extent.Scale)))
            svg.Add(
                $"""<path class="sf-mark" d="M{horizontal.Start - 6} """
                    + $"""{vertical.Place(level.Y)}H{horizontal.End + 8}"/>"""
                    + $"""<text class="sf-ink sf-halo" x="{horizontal.Start}" """
                    + $"""y="{vertical.Place(level.Y) - 5}">{level.Label}</text>"""
            );
        for (int i = chart.Series.Count - 1; i >= 0; i--)
            DrawSeries(Look(i), chart.Series[i]);
        foreach (Mark mark in chart.Marks.Where(mark => Extent.Shows(mark.X, horizontal.Extent.Scale)))
        {
            double x = horizontal.Place(mark.X);
            bool leftwards = x > (horizontal.Start + horizontal.End) / 2;
            svg.Add(
                $"""<path class="sf-mark" d="M{x} {vertical.Start}V{vertical.End - 4}"/>"""
                    + $"""<text class="sf-ink sf-halo" text-anchor="{(leftwards ? "end" : "start")}" """
                    + $"""x="{x + (leftwards ? -5 : 5)}" y="{vertical.End + 6}">{mark.Label}</text>"""
            );
        }
    }

    void DrawSeries(int look, Series series)
    {
        List<List<(double X, double Y)>> stretches = Stretches(series);
        int count = stretches.Sum(stretch => stretch.Count);
        svg.Add($"""<g class="{SeriesStyle.Class(look)}{(series.IsFaint ? " sf-behind" : "")}">""");
        foreach (List<(double X, double Y)> stretch in stretches)
        {
            if (stretch.Count > 1)
            {
                svg.Add($"""<path class="sf-line" stroke-dasharray="{SeriesStyle.Dash(look)}" d="M""");
                foreach ((double x, double y) in Thinning.Apply(stretch, size.Width))
                    svg.Add($"{x} {y} ");
                svg.Add(
                    $"""
                    "/>
                    """
                );
            }
            else if (count > MarkedPoints || series.IsFaint)
            {
                // A point between two gaps has no line to be seen by.
                svg.Add(
                    $"""<path class="sf-point" transform="translate({stretch[0].X} {stretch[0].Y})" """
                        + $"""d="{SeriesStyle.Shape(look)}"/>"""
                );
            }
        }

        if (count <= MarkedPoints && !series.IsFaint)
            DrawPoints(look, series);
        svg.Add($"</g>");
    }

    void DrawPoints(int look, Series series)
    {
        for (int i = 0; i < series.X.Count; i++)
        {
            if (!IsDrawn(series, i))
                continue;
            svg.Add(
                $"""<path class="sf-point" transform="translate({horizontal.Place(series.X[i])} """
                    + $"""{vertical.Place(series.Y[i])})" d="{SeriesStyle.Shape(look)}">"""
            );
            svg.Add(
                $"<title>{series.Name}, {chart.X.Label} {chart.X.Text(series.X[i])}: "
                    + $"{chart.Y.Text(series.Y[i])}</title></path>"
            );
        }
    }

    bool IsDrawn(Series series, int i) =>
        Extent.Shows(series.X[i], horizontal.Extent.Scale) && Extent.Shows(series.Y[i], vertical.Extent.Scale);

    List<List<(double X, double Y)>> Stretches(Series series)
    {
        List<List<(double X, double Y)>> stretches = [];
        bool broken = true;
        for (int i = 0; i < series.X.Count; i++)
        {
            if (IsDrawn(series, i))
            {
                if (broken)
                    stretches.Add([]);
                stretches[^1].Add((horizontal.Place(series.X[i]), vertical.Place(series.Y[i])));
                broken = false;
            }
            else
            {
                broken = true;
            }
        }

        return stretches;
    }
}
