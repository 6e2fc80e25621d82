using System.Globalization;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Descent;
using Surefoot.Lab.Descent.Surfaces;
using Surefoot.Lab.Markup;
using Surefoot.Rules;
using Surefoot.Settings;

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

    // What was there before there was a list of settings is in sight, and in every address; the rest is behind a click,
    // and in the address where it is not as proposed.
    static bool InSight(OptimizerKind kind, OptimizerSetting setting) =>
        kind.IsUsual
        && (
            setting.Option == "--learning-rate"
            || (kind == SgdOptions.MomentumKind && setting.Option == "--momentum")
            || (
                kind == RmsPropOptions.Kind
                && setting.Option is ("--decay" or "--epsilon" or "--momentum" or "--centered")
            )
        );

    static void Optimizer(MarkupWriter html, WalkSettings settings, Walker walker)
    {
        OptimizerKind kind = walker.Kind;
        bool shown = settings.Shown.Contains(kind.Name, StringComparer.Ordinal);
        html.Add(
            $"""<fieldset class="card optimizer {SeriesStyle.Class(walker.Look)}"><legend><label>"""
                + $"""<input type="checkbox" name="show" value="{kind.Name}" id="show-{kind.Name}" """
                + $"""{new MarkupText(kind.IsUsual ? "data-usual" : "")} {new MarkupText(shown ? "checked" : "")}>"""
                + $"""<svg class="swatch" viewBox="-6 -6 12 12" aria-hidden="true">"""
                + $"""<path class="sf-point" d="{SeriesStyle.Shape(walker.Look)}"/></svg>{walker.Title}</label>"""
                + $"""</legend>"""
        );
        ILookup<bool, OptimizerSetting> all = DescentAddress
            .SettingsOf(kind)
            .ToLookup(setting => InSight(kind, setting));
        foreach (OptimizerSetting setting in all[true])
            Setting(html, settings, walker, setting, inSight: true);
        html.Add($"""<details class="more"><summary>{(kind.IsUsual ? "More settings" : "Settings")}</summary>""");
        foreach (OptimizerSetting setting in all[false])
            Setting(html, settings, walker, setting, inSight: false);
        html.Add($"</details></fieldset>");
    }

    static void Setting(MarkupWriter html, WalkSettings settings, Walker walker, OptimizerSetting setting, bool inSight)
    {
        OptimizerOptions options = walker.Options,
            usual = WalkSettings.Proposed(walker.Kind, settings.Surface);
        string name = DescentAddress.NameOf(walker.Kind, setting),
            label = char.ToUpperInvariant(setting.Label[0]) + setting.Label[1..];
        if (setting.Option == "--learning-rate")
            label = "Rate";
        if (setting.IsNumber)
        {
            bool share = setting.Range == SettingRange.UnitInterval;
            (double least, double most) = DescentAddress.Bounds(setting);
            Slider(
                html,
                name,
                $"{label} {setting.Letter}".TrimEnd(),
                setting.Get(options),
                share ? "share" : "log",
                share ? least : Math.Max(least, DescentAddress.LeastLog),
                most,
                least,
                inSight ? null : Text(setting.Get(usual))
            );
            return;
        }

        MarkupText asUsual = new(inSight ? "" : $"data-usual=\"{setting.TextOf(usual)}\"");
        if (setting.IsSwitch)
        {
            html.Add(
                $"""<label class="check"><input type="checkbox" name="{name}" value="yes" id="{name}" {asUsual} """
                    + $"""{new MarkupText(setting.Get(options) != 0 ? "checked" : "")}> {label}</label>"""
            );
            return;
        }

        html.Add($"""<label class="choice">{label} <select name="{name}" id="{name}" {asUsual}>""");
        foreach (string word in setting.Words)
        {
            MarkupText selected = new(word == setting.TextOf(options) ? "selected" : "");
            html.Add($"""<option value="{word}" {selected}>{word.Replace('-', ' ')}</option>""");
        }

        html.Add($"</select></label>");
    }

    static void Slider(
        MarkupWriter html,
        string name,
        string label,
        double value,
        string scale,
        double least,
        double most,
        double? leastField = null,
        string? usual = null
    )
    {
        string text = Text(value);
        MarkupText asUsual = new(usual is null ? "" : $"data-usual=\"{usual}\"");
        html.Add(
            $"""<div class="slider"><label for="{name}">{label}</label>"""
                + $"""<input type="number" id="{name}" name="{name}" value="{text}" """
                + $"""min="{Text(leastField ?? least)}" max="{Text(most)}" step="any" {asUsual}>"""
                + $"""<input type="range" class="linked" data-for="{name}" data-scale="{scale}" """
                + $"""data-least="{Text(least)}" data-most="{Text(most)}" aria-label="{label}, slider" min="0" """
                + $"""max="1000" value="0" disabled></div>"""
        );
    }

    static string Text(double value) =>
        value.ToString(Math.Abs(value) is > 0 and < 1e-4 ? "0.###e-0" : "G6", CultureInfo.InvariantCulture);
}
