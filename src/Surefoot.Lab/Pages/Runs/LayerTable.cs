using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>The latest figures of every layer.</summary>
static class LayerTable
{
    public static MarkupText Of(IReadOnlyList<LayerHealth> layers)
    {
        bool rectified = layers.Any(layer => layer.Dead is not null);
        string[] headers = ["Layer", "Gradient norm", "Weight norm", "Update", "Effective rate: 5 %", "median", "95 %"];
        DataTable table = new(
            "Layers at the last look",
            rectified ? [.. headers, "Units at 0"] : headers,
            [
                .. layers.Select(layer =>
                    (string[])
                        [
                            layer.Name,
                            Number(layer.GradientNorm),
                            Number(layer.WeightNorm),
                            Number(layer.UpdateRatio),
                            Number(layer.Rates.Q05),
                            Number(layer.Rates.Q50),
                            Number(layer.Rates.Q95),
                            .. rectified ? (string[])[layer.Dead is { } dead ? NumberText.Percent(dead) : ""] : [],
                        ]
                ),
            ]
        );
        return table.ToHtml();
    }

    static string Number(double value) => double.IsNaN(value) ? "–" : NumberText.Precise(value);
}
