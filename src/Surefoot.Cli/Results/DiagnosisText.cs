using Surefoot.Cli.Terminal;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Cli.Results;

/// <summary>A diagnosis as lines of a summary: what it is, the figures, and what to try.</summary>
static class DiagnosisText
{
    // The names of a summary's lines take so many columns.
    const int Indent = 21,
        Narrowest = 30;

    /// <summary>The lines, each with the name that stands before it; empty for a line that goes on.</summary>
    public static IEnumerable<(string Name, string Line)> Lines(Diagnosis diagnosis)
    {
        bool first = true;
        string title =
            diagnosis.Kind == DiagnosisKind.Healthy ? Colours.Green(diagnosis.Title) : Colours.Yellow(diagnosis.Title);
        yield return ("diagnosis", title);
        foreach (string line in Wrap(diagnosis.Evidence))
            yield return ("", line);
        foreach (Remedy remedy in diagnosis.Remedies)
        {
            foreach (
                string line in Wrap(remedy.Options.Length > 0 ? $"{remedy.Options}  {remedy.Advice}" : remedy.Advice)
            )
            {
                yield return (first ? "  to try" : "", line);
                first = false;
            }
        }
    }

    static IEnumerable<string> Wrap(string text) =>
        Wrapped.Lines(text, Math.Max(Narrowest, TerminalWidth.Columns - Indent - 1));
}
