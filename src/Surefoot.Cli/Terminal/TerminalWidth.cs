namespace Surefoot.Cli.Terminal;

/// <summary>How many columns there are to write in.</summary>
static class TerminalWidth
{
    const int Usual = 80;

    /// <summary>Those of the terminal; 80 where stdout is none, or one that does not say.</summary>
    public static int Columns => OfTerminal ?? Usual;

    /// <summary>
    /// As many as a line may have: all but the last, since a full line makes some terminals wrap; as many as it likes
    /// where stdout is no terminal.
    /// </summary>
    public static int Line => OfTerminal is { } columns ? columns - 1 : int.MaxValue;

    static int? OfTerminal
    {
        get
        {
            if (Console.IsOutputRedirected)
                return null;
            try
            {
                return Console.WindowWidth is > 0 and var width ? width : null;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}
