using System.Globalization;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Comparing;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>What the run was made with, complete enough to make it again: settings, data, machine, command.</summary>
static class SettingsSection
{
    public static MarkupText Of(RunRecord run) =>
        Of(SettingsText.Of(run), run.Data, run.Environment, run.Started, run.Arguments);

    public static MarkupText Of(ComparisonRecord comparison) =>
        Of(comparison.Settings, comparison.Data, comparison.Environment, comparison.Started, comparison.Arguments);

    static MarkupText Of(
        IReadOnlyList<KeyValuePair<string, string>> settings,
        DataRecord read,
        RunEnvironment environment,
        DateTimeOffset started,
        IReadOnlyList<string> arguments
    )
    {
        MarkupWriter html = new();
        html.Add($"""<div class="pair">""");
        Card(html, "settings", "Settings", [.. settings.Select(pair => (pair.Key, pair.Value))]);
        Card(
            html,
            "data",
            "Data and machine",
            [
                ("data", read.Source),
                ("training rows", NumberText.Whole(read.TrainingRows)),
                ("validation rows", NumberText.Whole(read.ValidationRows)),
                ("test rows", read.TestRows == 0 ? "none" : NumberText.Whole(read.TestRows)),
                .. read.Notes.Select(note => ("note", note)),
                ("SHA-256", read.Fingerprint),
                (
                    "started",
                    started.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
                ),
                (
                    "processor",
                    $"{environment.Processor}, {environment.Cores} "
                        + $"{(environment.Cores == 1 ? "core" : "cores")}, {environment.VectorBits}-bit vectors"
                ),
                ("system", $"{environment.System}; {environment.Runtime}"),
            ]
        );
        html.Add($"</div>");
        if (arguments.Count > 0)
        {
            html.Add(
                $"""
                <section class="card" aria-labelledby="again-heading">
                <h2 id="again-heading">The command</h2>
                <pre tabindex="0"><code>surefoot {ShellWord.Join(arguments)}</code></pre>
                </section>

                """
            );
        }

        return html.Finish();
    }

    static void Card(MarkupWriter html, string id, string heading, (string Name, string Value)[] rows)
    {
        html.Add(
            $"""<section class="card" aria-labelledby="{id}-heading"><h2 id="{id}-heading">{heading}</h2>"""
                + $"""<dl class="facts">"""
        );
        foreach ((string name, string value) in rows)
            html.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");
        html.Add($"</dl></section>");
    }
}
