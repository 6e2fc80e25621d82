using Surefoot.Lab.Markup;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Reports;

/// <summary>
/// What the training curve says, with the figures and what to try; nothing for a run that was not watched.
/// </summary>
static class DiagnosisSection
{
    public static MarkupText Of(RunRecord run)
    {
        IReadOnlyList<Diagnosis> diagnoses = run.Result?.Diagnoses ?? run.Diagnoses;
        if (diagnoses.Count == 0)
            return default;
        MarkupWriter html = new();
        html.Add(
            $"""<section class="card" aria-labelledby="diagnosis-heading">"""
                + $"""<h2 id="diagnosis-heading">What the curve says</h2>"""
        );
        foreach (Diagnosis one in diagnoses)
            html.Add(FindingText.Of(one));
        return html.Add($"</section>").Finish();
    }
}
