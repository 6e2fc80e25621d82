namespace Surefoot.Cli;

/// <summary>What the command tells the program that started it.</summary>
static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A mistake of Surefoot's own.</summary>
    public const int InternalError = 1;

    /// <summary>Bad usage, data or file: something that the user can mend.</summary>
    public const int Refused = 2;

    /// <summary>Training stopped because it diverged.</summary>
    public const int Diverged = 3;

    /// <summary>Interrupted from the keyboard or by a termination signal: 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
