using System.Text;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>
/// The report of one run: a single HTML file with no outside reference and no script, to open from a disk, send by mail or keep beside
/// the model. It reads nothing but the run's record.
/// </summary>
public static class RunReport
{
    /// <summary>Writes the report; a file that is there is replaced as a whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="run">What to report, its epochs included.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, RunRecord run)
    {
        byte[] html = Encoding.UTF8.GetBytes(ToHtml(run).Value);
        AtomicFile.Write(path, stream => stream.Write(html));
    }

    /// <summary>Writes the picture of the loss alone, as an SVG file of its own that is light or dark as its reader prefers.</summary>
    /// <param name="path">Where to; a file that is there is replaced as a whole or not at all.</param>
    /// <param name="run">The run, its epochs included.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void WriteCurve(string path, RunRecord run)
    {
        byte[] svg = Encoding.UTF8.GetBytes((CurveSection.Loss(run) with { Title = $"Training and validation loss of {run.Name}" }).ToStandaloneSvg(ChartSize.Wide).Value);
        AtomicFile.Write(path, stream => stream.Write(svg));
    }

    /// <summary>The report as text.</summary>
    public static MarkupText ToHtml(RunRecord run)
    {
        MarkupWriter html = new();
        html.Add($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <link rel="icon" href="data:,">
            <title>{run.Name} – Surefoot run report</title>
            <style>{ChartStyle.Css}{Resource.Read("report.css")}</style>
            </head>
            <body>
            <main>
            {SummarySection.Of(run)}
            {CurveSection.Of(run)}
            {ConfusionSection.Of(run)}
            {SettingsSection.Of(run)}
            </main>
            <footer>Written by Surefoot {run.Environment.Surefoot}. This file refers to nothing outside itself.</footer>
            </body>
            </html>

            """);
        return html.Finish();
    }
}
