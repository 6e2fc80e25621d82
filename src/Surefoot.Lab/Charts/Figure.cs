using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// A picture in a page: the wide and the narrow drawing, of which the style sheet shows one, and the table behind them.
/// </summary>
public static class Figure
{
    /// <summary>A line chart with its table.</summary>
    public static MarkupText Of(LineChart chart) =>
        Of(chart.ToSvg(ChartSize.Wide), chart.ToSvg(ChartSize.Narrow), chart.ToTable());

    /// <summary>A confusion matrix with its table.</summary>
    public static MarkupText Of(ConfusionChart chart) =>
        Of(chart.ToSvg(ChartSize.Wide), chart.ToSvg(ChartSize.Narrow), chart.ToTable());

    /// <summary>A chart of bars with its table.</summary>
    public static MarkupText Of(BarChart chart) =>
        Of(chart.ToSvg(ChartSize.Wide), chart.ToSvg(ChartSize.Narrow), chart.ToTable());

    static MarkupText Of(MarkupText wide, MarkupText narrow, DataTable table) =>
        new MarkupWriter()
            .Add(
                $"""<figure class="sf-figure"><div class="sf-wide">{wide}</div><div class="sf-narrow">{narrow}</div>"""
            )
            .Add($"""<details><summary>Table: {table.Caption}</summary>{table.ToHtml()}</details></figure>""")
            .Finish();
}
