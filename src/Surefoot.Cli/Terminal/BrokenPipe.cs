namespace Surefoot.Cli.Terminal;

/// <summary>Whoever read stdout has seen enough, as in `surefoot predict … | head`.</summary>
static class BrokenPipe
{
    // The number of Linux and macOS, and Windows' own.
    const int Posix = 32,
        Windows = unchecked((int)0x8007006D),
        WindowsClosing = unchecked((int)0x800700E8);

    /// <summary>Whether an error says so.</summary>
    public static bool Is(Exception error) => error is IOException { HResult: Posix or Windows or WindowsClosing };
}
