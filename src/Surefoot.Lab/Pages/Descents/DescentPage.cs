using System.Globalization;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Descent;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Pages.Descents;

/// <summary>The page of the descents: the settings, the picture, and what each optimizer remembers.</summary>
static class DescentPage
{
    static readonly ChartSize Wide = new(620, 780),
        Narrow = new(350, 340);

    /// <summary>What stands inside main.</summary>
    /// <param name="settings">What is shown.</param>
    /// <param name="address">The address of the page, from the question mark on.</param>
    /// <param name="sizes">Which drawings are needed.</param>
    public static MarkupText Content(WalkSettings settings, string address, Sizes sizes) =>
        new MarkupWriter()
            .Add(
                $"""
                {DescentForm.Of(settings)}
                <div class="view">
                <header><h1>{settings.Surface.Title}</h1>
                <p class="lead"><code>{settings.Surface.Formula}</code> {settings.Surface.Sentence}</p></header>
                {Part.Of("view", View(settings, address, sizes))}
                </div>
                """
            )
            .Finish();

    /// <summary>The part that changes with the settings.</summary>
    public static MarkupText Parts(WalkSettings settings, string address, Sizes sizes) =>
        Part.Of("view", View(settings, address, sizes));

    /// <summary>All numbers, on a page of their own.</summary>
    public static MarkupText Table(WalkSettings settings, string address)
    {
        DataTable table = WalkCharts.Table(settings.Surface, Walks(settings));
        return new MarkupWriter()
            .Add(
                $"""<header><h1>{table.Caption}</h1><p class="lead">"""
                    + $"""<a href="/descent{address}">Back to the picture</a></p></header>"""
                    + $"""<section class="card">{table.ToHtml()}</section>"""
            )
            .Finish();
    }

    static IReadOnlyList<Walk> Walks(WalkSettings settings) =>
        [.. settings.Walkers.Select(walker => Walk.Of(settings.Surface, walker, settings.Steps))];

    static MarkupText View(WalkSettings settings, string address, Sizes sizes)
    {
        IReadOnlyList<Walk> walks = Walks(settings);
        MarkupText picture = sizes.Draw(
            size =>
                new WalkDrawing(settings.Surface, walks, settings.At, size, size == Wide ? "wide" : "narrow").ToSvg(),
            Wide,
            Narrow
        );
        string table = "/descent/table" + address;
        MarkupWriter html = new();
        html.Add(
            $"""<div class="scene"><section class="card" aria-label="The paths">"""
                + $"""<figure class="sf-figure" id="walks">{picture}</figure><p class="to-table">"""
                + $"""<a href="{table}">Table<span class="off-screen"> of all steps</span></a></p></section>"""
        );
        LineChart height = WalkCharts.Height(settings.Surface, walks);
        html.Add(
            $"""<div class="beside"><section class="card" aria-label="What each optimizer remembers">"""
                + $"""{WalkReadout.Of(walks, settings.At)}{Advice(settings)}</section>"""
                + $"""{LiveFigure.Of("height", height, table, sizes, small: true)}"""
                + $"""</div></div><div class="pair">"""
        );
        foreach ((string id, LineChart chart) in Charts(walks))
            html.Add(LiveFigure.Of(id, chart, table, sizes));
        return html.Add($"""</div>""").Finish();
    }

    static IEnumerable<(string Id, LineChart Chart)> Charts(IReadOnlyList<Walk> walks) =>
        [
            ("rates-x", WalkCharts.EffectiveRate(walks, "x", spot => spot.X)),
            ("rates-y", WalkCharts.EffectiveRate(walks, "y", spot => spot.Y)),
            ("squares-x", WalkCharts.Squares(walks, "x", spot => spot.X)),
            ("squares-y", WalkCharts.Squares(walks, "y", spot => spot.Y)),
        ];

    static MarkupText Advice(WalkSettings settings)
    {
        MarkupWriter html = new();
        foreach (Walker walker in settings.Walkers)
        {
            if (walker.Options.Advice() is not { Count: > 0 } advice)
                continue;
            html.Add(
                $"""<details class="advice" id="{walker.Kind.Name}-advice"><summary>Of {walker.Title}'s settings: """
                    + $"""{advice.Count.ToString(CultureInfo.InvariantCulture)} """
                    + $"""{(advice.Count == 1 ? "remark" : "remarks")}</summary><ul class="remedies">"""
            );
            foreach (string sentence in advice)
                html.Add($"<li>{sentence}</li>");
            html.Add($"</ul></details>");
        }

        return html.Finish();
    }
}
