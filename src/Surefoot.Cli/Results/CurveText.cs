using System.Text;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Results;

/// <summary>
/// A run's loss as a picture in the terminal: dots of braille where the terminal takes them, else letters.
/// </summary>
static class CurveText
{
    const int Widest = 100,
        Height = 10;

    /// <summary>Draws the training and the validation loss; nothing before two epochs have ended.</summary>
    public static void Write(TextWriter output, RunRecord run)
    {
        if (run.Epochs.Count < 2)
            return;
        int width = Math.Min(TerminalWidth.Columns - 1, Widest);
        foreach (string line in RunReport.LossCurve(run).ToText(width, Height, dots: Dots(output)))
            output.WriteLine(line.Length > width ? line[..width] : line);
        output.WriteLine();
    }

    // A file or another program may not know braille, nor does every encoding.
    static bool Dots(TextWriter output) => Colours.IsTerminal && output.Encoding.CodePage == Encoding.UTF8.CodePage;
}
