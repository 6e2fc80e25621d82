using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>
/// The report of one run: a single HTML file with no outside reference and no script, to open from a disk, send by mail
/// or keep beside the model. It reads nothing but the run's record.
/// </summary>
public static class RunReport
{
    /// <summary>Writes the report; a file that is there is replaced as a whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="run">What to report, its epochs included.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, RunRecord run) => ReportPage.Write(path, ToHtml(run));

    /// <summary>
    /// Writes the picture of the loss alone, as an SVG file of its own that is light or dark as its reader prefers.
    /// </summary>
    /// <param name="path">Where to; a file that is there is replaced as a whole or not at all.</param>
    /// <param name="run">The run, its epochs included.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void WriteCurve(string path, RunRecord run) =>
        ReportPage.Write(
            path,
            (CurveSection.Loss(run) with { Title = $"Training and validation loss of {run.Name}" }).ToStandaloneSvg(
                ChartSize.Wide
            )
        );

    /// <summary>The training and validation loss by epoch, to draw elsewhere.</summary>
    /// <param name="run">The run, its epochs included.</param>
    public static LineChart LossCurve(RunRecord run) => CurveSection.Loss(run);

    /// <summary>The report as text.</summary>
    public static MarkupText ToHtml(RunRecord run)
    {
        MarkupWriter html = new();
        html.Add(
            $"""
            {SummarySection.Of(run)}
            {FoldsSection.Of(run)}
            {FiguresSection.Of(run)}
            {DiagnosisSection.Of(run)}
            {ImportanceView.Section(run.Result?.Importance)}
            {CurveSection.Of(run)}
            {LayersSection.Of(run)}
            {ConfusionSection.Of(run)}
            {SettingsSection.Of(run)}
            """
        );
        return ReportPage.Of($"{run.Name} – Surefoot run report", html.Finish(), run.Environment.Surefoot);
    }
}
