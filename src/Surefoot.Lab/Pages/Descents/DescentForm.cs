using System.Globalization;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Descent;
using Surefoot.Lab.Descent.Surfaces;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Pages.Descents;

/// <summary>
/// The settings of a descent as a form. Each number has a field, which is what the address holds and what works without
/// a script, and a slider beside it, which a script links to the field.
/// </summary>
static class DescentForm
{
    public static MarkupText Of(WalkSettings settings)
    {
        MarkupWriter html = new();
        html.Add(
            $"""<form class="side" id="settings" action="/descent" method="get">"""
                + $"""<nav class="card surfaces" aria-label="Surfaces"><h2>Surface</h2><ul>"""
        );
        foreach (Surface surface in Surface.All)
        {
            bool here = surface.Name == settings.Surface.Name;
            html.Add(
                $"""<li><a href="/descent?surface={surface.Name}" """
                    + $"""{new MarkupText(here ? "aria-current=\"true\"" : "")}>{surface.Title}</a></li>"""
            );
        }

        html.Add(
            $"""</ul></nav><input type="hidden" name="surface" value="{settings.Surface.Name}">"""
                + $"""<input type="hidden" name="show" value="">"""
        );
        Way(html, settings);
        foreach (Walker walker in settings.Everyone)
            Optimizer(html, settings, walker);
        return html.Add($"""<noscript><button>Show</button></noscript></form>""").Finish();
    }

    static void Way(MarkupWriter html, WalkSettings settings)
    {
        html.Add(
            $"""<fieldset class="card way"><legend>The walk</legend><div class="transport">"""
                + $"""<button type="button" id="play" aria-pressed="false" disabled>Play</button>"""
                + $"""<button type="button" id="back" aria-label="One step back" disabled>‹</button>"""
                + $"""<button type="button" id="forth" aria-label="One step on" disabled>›</button></div>"""
        );
        html.Add(
            $"""<label class="slider">Step <output id="at-text">{settings.At} of {settings.Steps}</output>"""
                + $"""<input type="range" id="at" name="at" min="0" max="{settings.Steps}" step="1" """
                + $"""value="{settings.At}"></label>"""
        );
        Slider(html, "steps", "Steps in all", settings.Steps, "linear", 1, WalkSettings.MostSteps);
        if (settings.Surface is Quadratic)
            Slider(html, "condition", "Condition κ", settings.Condition, "log", 1, DescentAddress.MostCondition);
        html.Add($"</fieldset>");
    }

    static void Optimizer(MarkupWriter html, WalkSettings settings, Walker walker)
    {
        bool shown = settings.Shown.Contains(walker.Name, StringComparer.Ordinal);
        html.Add(
            $"""<fieldset class="card optimizer {SeriesStyle.Class(walker.Look)}"><legend><label>"""
                + $"""<input type="checkbox" name="show" value="{walker.Name}" id="show-{walker.Name}" """
                + $"""{new MarkupText(shown ? "checked" : "")}>"""
                + $"""<svg class="swatch" viewBox="-6 -6 12 12" aria-hidden="true">"""
                + $"""<path class="sf-point" d="{SeriesStyle.Shape(walker.Look)}"/></svg>{walker.Title}</label>"""
                + $"""</legend>"""
        );
        Slider(
            html,
            walker.Name + "-rate",
            "Rate η",
            walker.Options.LearningRate,
            "log",
            DescentAddress.LeastRate,
            DescentAddress.MostRate
        );
        if (walker.Name == "rmsprop")
        {
            Slider(html, "decay", "Decay ρ", settings.Decay, "share", 0, DescentAddress.MostShare);
            Slider(html, "epsilon", "Epsilon ε", settings.Epsilon, "log", 1e-10, 1);
            Slider(html, "momentum", "Momentum μ", settings.Momentum, "share", 0, DescentAddress.MostShare);
            html.Add(
                $"""<label class="check"><input type="checkbox" name="centered" value="yes" id="centered" """
                    + $"""{new MarkupText(settings.Centered ? "checked" : "")}> Centered</label>"""
            );
        }

        if (walker.Name == "momentum")
            Slider(html, "inertia", "Momentum μ", settings.Inertia, "share", 0, DescentAddress.MostShare);
        html.Add($"</fieldset>");
    }

    static void Slider(
        MarkupWriter html,
        string name,
        string label,
        double value,
        string scale,
        double least,
        double most
    )
    {
        string text = Text(value);
        html.Add(
            $"""<div class="slider"><label for="{name}">{label}</label>"""
                + $"""<input type="number" id="{name}" name="{name}" value="{text}" """
                + $"""min="{Text(Math.Min(least, name == "epsilon" ? 0 : least))}" max="{Text(most)}" step="any">"""
                + $"""<input type="range" class="linked" data-for="{name}" data-scale="{scale}" """
                + $"""data-least="{Text(least)}" data-most="{Text(most)}" aria-label="{label}, slider" min="0" """
                + $"""max="1000" value="0" disabled></div>"""
        );
    }

    static string Text(double value) =>
        value.ToString(Math.Abs(value) is > 0 and < 1e-4 ? "0.###e-0" : "G6", CultureInfo.InvariantCulture);
}
