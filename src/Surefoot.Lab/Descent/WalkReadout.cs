using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Descent;

/// <summary>
/// Where each walker stands and what its optimizer remembers, coordinate by coordinate. A cell carries its text at
/// every step, so that a page can move through them.
/// </summary>
static class WalkReadout
{
    const string Nothing = "–";

    public static MarkupText Of(IReadOnlyList<Walk> walks, int at)
    {
        MarkupWriter html = new();
        html.Add(
            $"""<div class="sf-scroll" tabindex="0" role="region" aria-label="Where each optimizer stands">"""
                + $"""<table class="readout"><caption>Where each optimizer stands</caption><thead><tr>"""
                + $"""<th scope="col">Optimizer</th><th scope="col"><span class="off-screen">Coordinate</span></th>"""
                + $"""<th scope="col">Position</th><th scope="col">Mean square</th><th scope="col">Effective rate"""
                + $"""</th></tr></thead>"""
        );
        foreach (Walk walk in walks)
        {
            Walker walker = walk.Walker;
            html.Add(
                $"""<tbody class="{SeriesStyle.Class(walker.Look)}"><tr><th scope="rowgroup" rowspan="2">"""
                    + $"""<svg class="swatch" viewBox="-6 -6 12 12" aria-hidden="true">"""
                    + $"""<path class="sf-point" d="{SeriesStyle.Shape(walker.Look)}"/></svg>{walker.Title}"""
                    + $"""<small>height """
            );
            Cell(html, "span", walk, at, print => print.Height);
            html.Add($"</small>");
            if (walk.LeftTheNumbers)
                html.Add($"""<small class="bad-ink">no finite gradient after step {walk.Prints.Count - 1}</small>""");
            html.Add($"</th>");
            Row(html, "x", walk, at, spot => spot.X);
            html.Add($"</tr><tr>");
            Row(html, "y", walk, at, spot => spot.Y);
            html.Add($"</tr></tbody>");
        }

        html.Add($"</table></div>");
        string[] others =
        [
            .. walks
                .Select(walk => walk.Walker)
                .Where(walker => walker.Keeps is not ("mean square" or ""))
                .Select(walker => $"{walker.Title} keeps a {walker.Keeps} in place of a mean square"),
        ];
        if (others.Length > 0)
            html.Add($"""<p class="hint">{string.Join("; ", others)}.</p>""");
        return html.Finish();
    }

    static void Row(MarkupWriter html, string name, Walk walk, int at, Func<Spot, double> coordinate)
    {
        html.Add($"""<th scope="row">{name}</th>""");
        Cell(html, "td", walk, at, print => coordinate(print.At));
        Cell(html, "td", walk, at, print => coordinate(print.Squares));
        Cell(html, "td", walk, at, print => coordinate(print.Rates));
    }

    static void Cell(MarkupWriter html, string element, Walk walk, int at, Func<Footprint, double> value)
    {
        string[] texts = [.. walk.Prints.Select(print => Text(value(print)))];
        MarkupText tag = new(element);
        if (texts.All(text => text == Nothing))
        {
            html.Add($"<{tag}>{Nothing}</{tag}>");
            return;
        }

        html.Add($"""<{tag} data-steps="{string.Join(' ', texts)}">{texts[Math.Min(at, texts.Length - 1)]}</{tag}>""");
    }

    // Four digits stand still enough to be read while they run.
    static string Text(double value) =>
        !double.IsFinite(value)
            ? Nothing
            : Math.Abs(value) switch
            {
                0 => "0",
                < 1e-3 or >= 1e5 => value.ToString("0.00e+0", System.Globalization.CultureInfo.InvariantCulture),
                < 10 => value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture),
                _ => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
            };
}
