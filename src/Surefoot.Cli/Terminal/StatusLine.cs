using Surefoot.Training.Data;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// How something long is getting on: one line that is rewritten where a person reads along, plain lines at its
/// landmarks elsewhere. Goes to stderr.
/// </summary>
/// <param name="output">Where to write.</param>
/// <param name="rewrites">Whether the line may be rewritten.</param>
/// <param name="width">How many columns the terminal has now.</param>
sealed class StatusLine(TextWriter output, bool rewrites, Func<int> width)
{
    int shown;

    /// <summary>The line for the terminal that this program was started from.</summary>
    public static StatusLine ForConsole() => new(VisibleWriter.RawError, Colours.IsTerminal, () => Console.WindowWidth);

    /// <summary>Shows how things stand.</summary>
    /// <param name="text">One line.</param>
    /// <param name="landmark">Whether it is worth a line of its own where nothing is rewritten.</param>
    public void Show(string text, bool landmark)
    {
        text = NoteText.Printable(text);
        if (!rewrites)
        {
            if (landmark)
                output.WriteLine(text);
            return;
        }

        // One column is left free: a full line makes some terminals wrap. Blanks cover what a longer line before has
        // left.
        int columns = Math.Max(1, width() - 1);
        string line = text.Length <= columns ? text : text[..columns];
        output.Write("\r" + line.PadRight(Math.Min(shown, columns)));
        output.Flush();
        shown = line.Length;
    }

    /// <summary>Takes the line away, so that what follows begins on an empty one.</summary>
    public void Clear()
    {
        if (shown > 0)
            output.Write("\r" + new string(' ', shown) + "\r");
        shown = 0;
    }
}
