using System.Text;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Formats;

namespace Surefoot.Lab.Reports;

/// <summary>
/// The frame of every report: a single HTML file with no outside reference and no script, to open from a disk, send by
/// mail or keep.
/// </summary>
static class ReportPage
{
    /// <summary>The page.</summary>
    /// <param name="title">What the browser calls it.</param>
    /// <param name="body">What stands in it.</param>
    /// <param name="version">The version of Surefoot that wrote it.</param>
    public static MarkupText Of(string title, MarkupText body, string version) =>
        new MarkupWriter()
            .Add(
                $"""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy"
                content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
                <link rel="icon" href="data:,">
                <title>{title}</title>
                <style>{ChartStyle.Css}{Resource.Read("report.css")}</style>
                </head>
                <body>
                <main>
                {body}
                </main>
                <footer>Written by Surefoot {version}. This file refers to nothing outside itself.</footer>
                </body>
                </html>

                """
            )
            .Finish();

    /// <summary>Writes a page or a picture; a file that is there is replaced as a whole or not at all.</summary>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, MarkupText markup)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(markup.Value);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }
}
