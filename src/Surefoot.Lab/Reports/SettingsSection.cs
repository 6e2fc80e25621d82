using System.Globalization;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>What the run was made with, complete enough to make it again: settings, data, machine, command.</summary>
static class SettingsSection
{
    public static MarkupText Of(RunRecord run)
    {
        MarkupWriter html = new();
        html.Add($"""<div class="pair">""");
        Card(html, "settings", "Settings", [.. run.Settings.Select(pair => (pair.Key, pair.Value))]);
        Card(html, "data", "Data and machine",
        [
            ("data", run.Data.Source),
            ("training rows", NumberText.Whole(run.Data.TrainingRows)),
            ("validation rows", NumberText.Whole(run.Data.ValidationRows)),
            ("test rows", run.Data.TestRows == 0 ? "none" : NumberText.Whole(run.Data.TestRows)),
            .. run.Data.Notes.Select(note => ("note", note)),
            ("SHA-256", run.Data.Fingerprint),
            ("started", run.Started.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            ("processor", $"{run.Environment.Processor}, {run.Environment.Cores} {(run.Environment.Cores == 1 ? "core" : "cores")}, {run.Environment.VectorBits}-bit vectors"),
            ("system", $"{run.Environment.System}; {run.Environment.Runtime}"),
        ]);
        html.Add($"</div>");
        if (run.Arguments.Count > 0)
        {
            html.Add($"""
                <section class="card" aria-labelledby="again-heading">
                <h2 id="again-heading">The command</h2>
                <pre tabindex="0"><code>surefoot {ShellWord.Join(run.Arguments)}</code></pre>
                </section>

                """);
        }

        return html.Finish();
    }

    static void Card(MarkupWriter html, string id, string heading, (string Name, string Value)[] rows)
    {
        html.Add($"""<section class="card" aria-labelledby="{id}-heading"><h2 id="{id}-heading">{heading}</h2><dl class="facts">""");
        foreach ((string name, string value) in rows)
            html.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");
        html.Add($"</dl></section>");
    }
}
