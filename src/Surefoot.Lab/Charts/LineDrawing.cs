using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>One drawing of a <see cref="LineChart"/> at one size: works out the places once, then writes the layers from back to front.</summary>
sealed class LineDrawing
{
    const double LetterSize = 12, LegendRow = 20, Edge = 12;

    /// <summary>Up to this many points on a line, each one is marked.</summary>
    const int MarkedPoints = 40;

    readonly LineChart _chart;
    readonly ChartSize _size;
    readonly bool _standsAlone;
    readonly MarkupWriter _svg = new();
    readonly List<(int Index, double X, double Y, string Text)> _legend = [];
    readonly Projection _x, _y;
    readonly Ticks _xTicks, _yTicks;
    readonly int _hidden;
    readonly bool _empty;

    public LineDrawing(LineChart chart, ChartSize size, bool standsAlone)
    {
        (_chart, _size, _standsAlone) = (chart, size, standsAlone);
        Extent across = Extent.Of(chart.Series.SelectMany(series => series.X), chart.X, tight: true);
        Extent up = Extent.Of(chart.Series.SelectMany(series => series.Y), chart.Y, tight: false);
        _hidden = chart.Series.Sum(series => Enumerable.Range(0, series.X.Count).Count(i => !Shown(series, i, across, up)));
        _empty = _hidden == chart.Series.Sum(series => series.X.Count);

        double top = Edge + (standsAlone ? 26 : 0);
        double legendBottom = PlaceLegend(top);
        _yTicks = Marks(up, chart.Y, (int)(size.Height / 52.0));
        double left = Edge + 6 + (_yTicks.Labels.Length == 0 ? 0 : _yTicks.Labels.Max(label => TextWidth.Of(label, LetterSize)));
        _xTicks = Marks(across, chart.X, (int)((size.Width - left) / 56));
        _x = new Projection(across, left + 6, size.Width - Edge - 8);
        _y = new Projection(up, size.Height - 44 - (_hidden > 0 && !_empty ? 16 : 0), legendBottom + 34);

        static bool Shown(Series series, int i, Extent across, Extent up) => Extent.Shows(series.X[i], across.Scale) && Extent.Shows(series.Y[i], up.Scale);

        static Ticks Marks(Extent extent, Axis axis, int wanted) => extent.Scale == AxisScale.Logarithmic
            ? Ticks.Logarithmic(extent.Low, extent.High, wanted, axis.Percent)
            : Ticks.Linear(extent.Low, extent.High, wanted, axis.Whole, axis.Percent);
    }

    public MarkupText Draw()
    {
        string description = _chart.Description.Length > 0 ? _chart.Description : _chart.Title;
        _svg.Add($"""<svg xmlns="http://www.w3.org/2000/svg" class="sf-chart" role="img" viewBox="0 0 {_size.Width} {_size.Height}" """);
        if (_standsAlone)
            _svg.Add($"""width="{_size.Width}" height="{_size.Height}" """);
        _svg.Add($"""aria-label="{_chart.Title}"><title>{_chart.Title}</title><desc>{description}</desc>""");
        if (_standsAlone)
            _svg.Add($"""<style>{ChartStyle.Css}</style><rect class="sf-back" width="{_size.Width}" height="{_size.Height}"/><text class="sf-title" x="{Edge}" y="{Edge + 14}">{_chart.Title}</text>""");
        DrawLegend();
        DrawGrid();
        if (_empty)
            DrawEmpty();
        else
            DrawCurves();
        return _svg.Add($"</svg>").Finish();
    }

    double PlaceLegend(double top)
    {
        double x = Edge, y = top + 6;
        for (int i = 0; i < _chart.Series.Count; i++)
        {
            string text = TextWidth.Fit(_chart.Series[i].Name, LetterSize, _size.Width - 2 * Edge - 40);
            double width = 36 + TextWidth.Of(text, LetterSize) + 14;
            if (x > Edge && x + width > _size.Width - Edge)
                (x, y) = (Edge, y + LegendRow);
            _legend.Add((i, x, y, text));
            x += width;
        }

        return y + 4;
    }

    void DrawLegend()
    {
        foreach ((int i, double x, double y, string text) in _legend)
        {
            int look = Look(i);
            _svg.Add($"""<g class="{SeriesStyle.Class(look)}"><path class="sf-line" stroke-dasharray="{SeriesStyle.Dash(look)}" d="M{x} {y}h28"/>""");
            _svg.Add($"""<path class="sf-point" transform="translate({x + 14} {y})" d="{SeriesStyle.Shape(look)}"/></g><text class="sf-ink" x="{x + 34}" y="{y + 4}">{text}</text>""");
        }
    }

    int Look(int index) => _chart.Series[index].Look ?? index;

    void DrawGrid()
    {
        (double left, double right) = (_x.Start - 6, _x.End + 8);
        string note = _chart.Y.Scale == AxisScale.Logarithmic ? _y.Extent.Scale == AxisScale.Logarithmic ? " (logarithmic)" : " (linear: no value above zero)" : "";
        _svg.Add($"""<text class="sf-muted" x="{Edge}" y="{_y.End - 11}">{_chart.Y.Label}{note}</text><g class="sf-grid">""");
        foreach (double value in _yTicks.Values)
            _svg.Add($"""<path d="M{left} {_y.Place(value)}H{right}"/>""");
        _svg.Add($"""</g><path class="sf-axis" d="M{left} {_y.Start}H{right}"/><g class="sf-muted sf-number" text-anchor="end">""");
        for (int i = 0; i < _yTicks.Values.Length; i++)
            _svg.Add($"""<text x="{left - 6}" y="{_y.Place(_yTicks.Values[i]) + 4}">{_yTicks.Labels[i]}</text>""");
        _svg.Add($"""</g><g class="sf-muted sf-number" text-anchor="middle">""");
        for (int i = 0; i < _xTicks.Values.Length && !_empty; i++)
        {
            double x = _x.Place(_xTicks.Values[i]);
            _svg.Add($"""<path class="sf-axis" d="M{x} {_y.Start}v4"/><text x="{x}" y="{_y.Start + 17}">{_xTicks.Labels[i]}</text>""");
        }

        _svg.Add($"""</g><text class="sf-muted" text-anchor="middle" x="{(left + right) / 2}" y="{_y.Start + 35}">{_chart.X.Label}</text>""");
        if (_hidden > 0 && !_empty)
            _svg.Add($"""<text class="sf-muted" x="{Edge}" y="{_size.Height - 6}">{(_hidden == 1 ? "1 value" : NumberText.Whole(_hidden) + " values")} not shown: {HiddenReason()}</text>""");
    }

    string HiddenReason() => _y.Extent.Scale == AxisScale.Logarithmic ? "not finite, or not above zero" : "not finite";

    void DrawEmpty() =>
        _svg.Add($"""<text class="sf-muted" text-anchor="middle" x="{(_x.Start + _x.End) / 2}" y="{(_y.Start + _y.End) / 2}">{(_hidden == 0 ? "No values yet" : "No value can be shown")}</text>""");

    void DrawCurves()
    {
        // The last line of the list lies at the bottom: the first is the one that the reader came for.
        for (int i = _chart.Series.Count - 1; i >= 0; i--)
            DrawSeries(Look(i), _chart.Series[i]);
        foreach (Mark mark in _chart.Marks.Where(mark => Extent.Shows(mark.X, _x.Extent.Scale)))
        {
            double x = _x.Place(mark.X);
            bool leftwards = x > (_x.Start + _x.End) / 2;
            _svg.Add($"""<path class="sf-mark" d="M{x} {_y.Start}V{_y.End - 4}"/><text class="sf-ink sf-halo" text-anchor="{(leftwards ? "end" : "start")}" x="{x + (leftwards ? -5 : 5)}" y="{_y.End + 6}">{mark.Label}</text>""");
        }
    }

    void DrawSeries(int look, Series series)
    {
        List<List<(double X, double Y)>> stretches = Stretches(series);
        int count = stretches.Sum(stretch => stretch.Count);
        _svg.Add($"""<g class="{SeriesStyle.Class(look)}">""");
        foreach (List<(double X, double Y)> stretch in stretches)
        {
            if (stretch.Count > 1)
            {
                _svg.Add($"""<path class="sf-line" stroke-dasharray="{SeriesStyle.Dash(look)}" d="M""");
                foreach ((double x, double y) in Thinning.Apply(stretch, _size.Width))
                    _svg.Add($"{x} {y} ");
                _svg.Add($"""
                    "/>
                    """);
            }
            else if (count > MarkedPoints)
            {
                // A point between two gaps has no line to be seen by.
                _svg.Add($"""<path class="sf-point" transform="translate({stretch[0].X} {stretch[0].Y})" d="{SeriesStyle.Shape(look)}"/>""");
            }
        }

        if (count <= MarkedPoints)
            DrawPoints(look, series);
        _svg.Add($"</g>");
    }

    void DrawPoints(int look, Series series)
    {
        for (int i = 0; i < series.X.Count; i++)
        {
            if (!IsDrawn(series, i))
                continue;
            _svg.Add($"""<path class="sf-point" transform="translate({_x.Place(series.X[i])} {_y.Place(series.Y[i])})" d="{SeriesStyle.Shape(look)}">""");
            _svg.Add($"<title>{series.Name}, {_chart.X.Label} {_chart.X.Text(series.X[i])}: {_chart.Y.Text(series.Y[i])}</title></path>");
        }
    }

    bool IsDrawn(Series series, int i) => Extent.Shows(series.X[i], _x.Extent.Scale) && Extent.Shows(series.Y[i], _y.Extent.Scale);

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
                stretches[^1].Add((_x.Place(series.X[i]), _y.Place(series.Y[i])));
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
