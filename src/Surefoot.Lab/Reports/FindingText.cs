using Surefoot.Lab.Markup;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Reports;

/// <summary>One diagnosis as report and page show it: what it is, the figures, and what to try.</summary>
static class FindingText
{
    /// <summary>The diagnosis.</summary>
    /// <param name="diagnosis">What was found.</param>
    /// <param name="when">When it was found, to stand beside its name; nothing by default.</param>
    public static MarkupText Of(Diagnosis diagnosis, MarkupText when = default)
    {
        string mood = diagnosis.Kind switch
        {
            DiagnosisKind.Healthy => "good",
            DiagnosisKind.NonFiniteGradient or DiagnosisKind.Diverging => "bad",
            _ => "fair",
        };
        MarkupWriter html = new();
        html.Add(
            $"""<p class="finding"><span class="badge {mood}">{diagnosis.Title}</span>{when} {diagnosis.Evidence}</p>"""
        );
        if (diagnosis.Remedies.Count == 0)
            return html.Finish();
        html.Add($"""<ul class="remedies">""");
        foreach (Remedy remedy in diagnosis.Remedies)
        {
            html.Add($"<li>{remedy.Advice}");
            if (remedy.Options.Length > 0)
                html.Add($" <code>{remedy.Options}</code>");
            html.Add($"</li>");
        }

        return html.Add($"</ul>").Finish();
    }
}
