using Surefoot.Lab.Charts;
using Surefoot.Training.Comparing;
using Surefoot.Training.Formats;

namespace Surefoot.Lab.Reports;

/// <summary>The picture of a sweep of the learning rate.</summary>
public static class SweepChart
{
    /// <summary>The loss by rate, smoothed and as it came, with the suggestion.</summary>
    /// <param name="sweep">What was seen.</param>
    /// <param name="optimizer">The optimizer's name.</param>
    public static LineChart Of(RateSweep sweep, string optimizer) =>
        new()
        {
            Title = $"Loss of {optimizer} by learning rate",
            Description = $"The rate rises from step to step over {sweep.Rates.Count} steps. {sweep.Reason}",
            X = new Axis("Learning rate") { Scale = AxisScale.Logarithmic },
            Y = new Axis("Loss of the batch") { Floor = 0, Scale = AxisScale.Logarithmic },
            Series =
            [
                new Series("Smoothed", sweep.Rates, sweep.Smoothed),
                new Series("Each batch", sweep.Rates, sweep.Losses),
            ],
            Marks = sweep.Suggestion is { } rate ? [new Mark(rate, $"suggestion: {NumberText.Precise(rate)}")] : [],
        };

    /// <summary>
    /// Writes the picture as an SVG file of its own; a file that is there is replaced as a whole or not at all.
    /// </summary>
    /// <param name="path">Where to.</param>
    /// <param name="chart">The picture.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, LineChart chart) =>
        ReportPage.Write(path, chart.ToStandaloneSvg(ChartSize.Wide));
}
