using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// The area around a line: one outline for each unbroken stretch, along the lower edge and back along the upper.
/// </summary>
static class BandDrawing
{
    /// <summary>Adds the band of a line, if it has one.</summary>
    public static void Draw(MarkupWriter svg, Series series, string colour, Projection across, Projection up)
    {
        if (series.Band is not { } band)
            return;
        int start = 0;
        for (int i = 0; i <= series.X.Count; i++)
        {
            if (
                i < series.X.Count
                && Extent.Shows(series.X[i], across.Extent.Scale)
                && double.IsFinite(band.Low[i])
                && Extent.Shows(band.High[i], up.Extent.Scale)
            )
                continue;
            if (i - start > 1)
                Outline(svg, series, band, (start, i), colour, across, up);
            start = i + 1;
        }
    }

    // A lower edge at or below zero lies, on a logarithmic axis, at the axis itself.
    static void Outline(
        MarkupWriter svg,
        Series series,
        Band band,
        (int From, int To) stretch,
        string colour,
        Projection across,
        Projection up
    )
    {
        svg.Add($"""<g class="{colour}"><path class="sf-band" d="M""");
        for (int i = stretch.From; i < stretch.To; i++)
            svg.Add($"{across.Place(series.X[i])} {up.Place(band.Low[i])} ");
        for (int i = stretch.To - 1; i >= stretch.From; i--)
            svg.Add($"{across.Place(series.X[i])} {up.Place(band.High[i])} ");
        svg.Add($"""z"/></g>""");
    }
}
