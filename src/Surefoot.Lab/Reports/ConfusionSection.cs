using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>
/// Which classes are taken for which, for a classification that ended with an evaluation; nothing otherwise.
/// </summary>
static class ConfusionSection
{
    public static MarkupText Of(RunRecord run)
    {
        if (
            run.Result?.Confusion is not { } counts
            || counts.GetLength(0) != run.Classes.Count
            || counts.GetLength(1) != run.Classes.Count
        )
            return default;
        string rows = run.Result.Test is null ? "validation" : "test";
        ConfusionChart chart = new($"Confusion matrix of the {rows} rows", run.Classes, counts);
        return new MarkupWriter()
            .Add(
                $"""
                <div class="pair">
                <section class="card" aria-labelledby="confusion-heading">
                <h2 id="confusion-heading">Confusion, {rows} rows</h2>
                {Figure.Of(chart)}
                </section>
                <section class="card" aria-labelledby="classes-heading">
                <h2 id="classes-heading">By class</h2>
                <p class="hint">Recall: of the rows of this class, the share that was found.
                Precision: of the rows taken for this class, the share that belongs to it.</p>
                {chart.ToClassTable().ToHtml()}
                </section>
                </div>

                """
            )
            .Finish();
    }
}
