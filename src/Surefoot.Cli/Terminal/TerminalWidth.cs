namespace Surefoot.Cli.Terminal;

/// <summary>How many columns there are to write in.</summary>
static class TerminalWidth
{
    const int Usual = 80;

    /// <summary>Those of the terminal; 80 where stdout is none, or one that does not say.</summary>
    public static int Columns
    {
        get
        {
            if (Console.IsOutputRedirected)
                return Usual;
            try
            {
                return Console.WindowWidth is > 0 and var width ? width : Usual;
            }
            catch (IOException)
            {
                return Usual;
            }
        }
    }
}
