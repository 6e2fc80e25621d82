using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Folds;

namespace Surefoot.Lab.Reports;

/// <summary>What the folds of a cross-validation reached; nothing for a run without.</summary>
static class FoldsSection
{
    public static MarkupText Of(RunRecord run)
    {
        if (run.Folds is not { Results.Count: > 0 } folds)
            return default;
        DataTable table = new(
            "Measures of the folds",
            ["Measure", "Mean ± deviation", .. folds.Results.Select(result => $"Fold {result.Fold}")],
            [
                .. folds.Measures.Select(measure =>
                    (IReadOnlyList<string>)
                        [
                            FoldWords.Name(measure),
                            FoldWords.Value(measure),
                            .. folds.Results.Select(result => FoldWords.Value(measure, result)),
                        ]
                ),
                .. folds.Baselines.Select(baseline => Baseline(folds, baseline)),
                ["best epoch", $"{folds.Epochs} (median)", .. folds.Results.Select(result => Whole(result.BestEpoch))],
                ["training rows", "", .. folds.Results.Select(result => Whole(result.TrainingRows))],
                ["rows measured on", "", .. folds.Results.Select(result => Whole(result.ValidationRows))],
            ]
        );
        return new MarkupWriter()
            .Add(
                $"""
                <section class="card" aria-labelledby="folds-heading">
                <h2 id="folds-heading">Cross-validation, {folds.Folds} folds</h2>
                <p class="hint">Each fold was measured on rows that it was not trained on. The deviation is that from
                fold to fold. The model of this run was trained on all rows, for the median of the folds’ best
                epochs.</p>
                {table.ToHtml()}</section>
                """
            )
            .Finish();
    }

    static IReadOnlyList<string> Baseline(FoldsRecord folds, FoldMeasure baseline) =>
        [
            $"{FigureWords.Name(new Training.Metrics.Baseline(baseline.Name, 0))} (without a network)",
            FoldWords.Value(baseline with { Name = folds.Measure!.Name }),
            .. folds.Results.Select(result =>
                result.Evaluation.Baselines.FirstOrDefault(one => one.Name == baseline.Name) is { } own
                    ? FigureWords.Value(result.Evaluation, own)
                    : "–"
            ),
        ];

    static string Whole(int number) => NumberText.Whole(number);
}
