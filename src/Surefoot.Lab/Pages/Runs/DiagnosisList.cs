using Surefoot.Lab.Charts;
using Surefoot.Lab.Following;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>
/// What the watcher says of a run: the latest finding with its evidence and what to try, and the earlier ones folded
/// away.
/// </summary>
static class DiagnosisList
{
    public static MarkupText Of(RunView run, bool named)
    {
        MarkupWriter html = new();
        // At its end a run is judged as a whole; before, what was found last counts.
        IReadOnlyList<Diagnosis> now = run.Record?.Result is { Diagnoses.Count: > 0 } result
            ? result.Diagnoses
            : [.. run.Diagnoses.TakeLast(1)];
        if (now.Count == 0)
            return html.Finish();
        html.Add(
            $"""<section class="card diagnosis" aria-labelledby="diagnosis-{run.Name}">"""
                + $"""<h2 id="diagnosis-{run.Name}">Diagnosis{(named ? $" of {run.Name}" : "")}</h2>"""
        );
        foreach (Diagnosis diagnosis in now)
            One(html, diagnosis);
        Diagnosis[] earlier = [.. run.Diagnoses.Except(now).Reverse()];
        if (earlier.Length > 0)
        {
            html.Add(
                $"""<details id="earlier-{run.Name}">"""
                    + $"""<summary>While it trained: {NumberText.Whole(earlier.Length)}</summary>"""
            );
            foreach (Diagnosis diagnosis in earlier)
                One(html, diagnosis);
            html.Add($"</details>");
        }

        return html.Add($"</section>").Finish();
    }

    static void One(MarkupWriter html, Diagnosis diagnosis) =>
        html.Add(
            FindingText.Of(
                diagnosis,
                new MarkupWriter()
                    .Add(
                        $" <small>epoch {NumberText.Whole(diagnosis.Epoch)}, step "
                            + $"{NumberText.Whole(diagnosis.Step)}</small><br>"
                    )
                    .Finish()
            )
        );
}
