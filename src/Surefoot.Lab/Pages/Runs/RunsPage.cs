using Surefoot.Lab.Charts;
using Surefoot.Lab.Following;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>The page of the runs: the list, the settings of the curves, and what they show.</summary>
/// <param name="catalog">The runs.</param>
sealed class RunsPage(RunCatalog catalog)
{
    /// <summary>What stands inside main.</summary>
    public MarkupText Content(RunsAddress address) =>
        new MarkupWriter()
            .Add(
                $"""
                <form class="side" id="settings" action="/runs" method="get">
                <fieldset class="card"><legend>Runs</legend>{Part.Of("list", List(address))}</fieldset>
                <fieldset class="card settings"><legend>Curves</legend>
                {Choice("x", "Across", address.Across, ("step", "Steps"), ("epoch", "Epochs"), ("seconds", "Seconds"))}
                {Choice(
                    "y",
                    "Losses",
                    address.Logarithmic ? "log" : "linear",
                    ("linear", "Linear"),
                    ("log", "Logarithmic")
                )}
                <label class="slider">Smoothing <output for="smooth">{Two(
                    address.Smoothing
                )}</output><input type="range" id="smooth" name="smooth" min="0" max="0.99" step="0.01" value="{Two(
                    address.Smoothing
                )}"></label>
                <p class="hint" id="pointer-hint">Values: point at a curve, or focus one and use the arrow keys.</p>
                </fieldset>
                <noscript><button>Show</button></noscript>
                </form>
                <div class="view">{Part.Of("view", View(address))}</div>
                """
            )
            .Finish();

    /// <summary>The parts that change while training goes on.</summary>
    public MarkupText Parts(RunsAddress address) =>
        new MarkupWriter().Add($"{Part.Of("list", List(address))}{Part.Of("view", View(address))}").Finish();

    /// <summary>The numbers behind a chart; null where there is no such chart.</summary>
    public MarkupText? Table(RunsAddress address, string? chart)
    {
        IReadOnlyList<RunView> shown = address.Choose(catalog.Views());
        foreach ((string id, LineChart picture) in Charts(shown, address with { Smoothing = 0 }))
        {
            if (id == chart)
                return new MarkupWriter()
                    .Add(
                        $"""<header><h1>{picture.Title}</h1>"""
                            + $"""<p class="lead">{string.Join(", ", shown.Select(run => run.Name))} · """
                            + $"""<a href="{address.To("/runs")}">back to the curves</a></p></header>"""
                            + $"""<section class="card">{picture.ToTable().ToHtml()}</section>"""
                    )
                    .Finish();
        }

        return null;
    }

    MarkupText List(RunsAddress address)
    {
        IReadOnlyList<RunView> all = catalog.Views();
        return RunList.Of(all, address.Choose(all), address, catalog.Root);
    }

    const string NoSuchRun = "There is no run of this name; choose one from the list.";
    const string CurvesToCome = "The curves begin with the first figures.";
    const string NoCurves = "No epoch has ended, so there are no curves to draw.";

    MarkupText View(RunsAddress address)
    {
        IReadOnlyList<RunView> shown = address.Choose(catalog.Views());
        MarkupWriter html = new();
        if (shown.Count == 0)
            return html.Add($"""<p class="lead">{(address.Runs.Count > 0 ? NoSuchRun : "Nothing to show yet.")}</p>""")
                .Finish();
        // What is said beneath the pictures names the runs that are in them.
        address = address with
        {
            Runs = [.. shown.Select(run => run.Name)],
        };
        html.Add(shown.Count == 1 ? RunHead.Of(shown[0]) : Overlay.Head(shown));
        foreach (RunView run in shown)
            html.Add(DiagnosisList.Of(run, named: shown.Count > 1));
        (string, LineChart)[] curves = [.. new RunCharts(shown, address).All()];
        if (curves.Length == 0)
            html.Add($"""<p class="lead">{(shown.Any(run => run.IsLive) ? CurvesToCome : NoCurves)}</p>""");
        Figures(html, curves, address);
        if (shown.Count > 1)
            html.Add(Overlay.Differences(shown));
        else
        {
            html.Add(ImportanceView.Section(shown[0].Record?.Result?.Importance));
            Layers(html, new LayerCharts(shown[0], address), address);
        }

        return html.Finish();
    }

    static void Layers(MarkupWriter html, LayerCharts charts, RunsAddress address)
    {
        IReadOnlyList<LayerHealth> layers = charts.Layers;
        if (layers.Count == 0)
            return;
        html.Add($"""<h2 class="part">Layers</h2>""");
        if (charts.Drawn.Count < layers.Count)
            html.Add(
                $"""<p class="hint">{NumberText.Whole(charts.Drawn.Count)} of """
                    + $"""{NumberText.Whole(layers.Count)} layers are drawn, from the first to the last; the table """
                    + $"""has them all.</p>"""
            );
        Figures(html, charts.All(), address);
        html.Add(
            $"""<section class="card" aria-labelledby="layers-heading">"""
                + $"""<h2 id="layers-heading">The latest figures</h2>{LayerTable.Of(layers)}</section>"""
        );
    }

    static void Figures(MarkupWriter html, IEnumerable<(string Id, LineChart Chart)> charts, RunsAddress address)
    {
        html.Add($"""<div class="pair">""");
        foreach ((string id, LineChart chart) in charts)
            html.Add(LiveFigure.Of(id, chart, address.To("/runs/table", ("chart", id)), address.Sizes));
        html.Add($"</div>");
    }

    static IEnumerable<(string Id, LineChart Chart)> Charts(IReadOnlyList<RunView> shown, RunsAddress address) =>
        shown.Count == 0
            ? []
            : new RunCharts(shown, address)
                .All()
                .Concat(shown.Count == 1 ? new LayerCharts(shown[0], address).All() : []);

    static MarkupText Choice(string name, string label, string chosen, params (string Value, string Text)[] options)
    {
        MarkupWriter html = new();
        html.Add($"""<div class="choice" role="radiogroup" aria-label="{label}"><span>{label}</span>""");
        foreach ((string value, string text) in options)
        {
            html.Add($"""<input type="radio" name="{name}" id="{name}-{value}" value="{value}" """);
            if (value == chosen)
                html.Add($"checked");
            html.Add($"""><label for="{name}-{value}">{text}</label>""");
        }

        return html.Add($"</div>").Finish();
    }

    static string Two(double value) => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
