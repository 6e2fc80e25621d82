namespace Surefoot.Cli.Terminal;

/// <summary>
/// Colours for stderr, where messages go. None where stdout or stderr is no terminal, where NO_COLOR is set
/// (no-color.org: to anything but nothing), or where the terminal calls itself dumb.
/// </summary>
static class Colours
{
    /// <summary>Whether colours are used.</summary>
    public static bool Wanted { get; } =
        IsTerminal
        && (!OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("WT_SESSION") is not null)
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether a person reads along, on a terminal that can rewrite its last line.</summary>
    public static bool IsTerminal =>
        !Console.IsOutputRedirected
        && !Console.IsErrorRedirected
        && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    public static string Red(string text) => Paint("31;1", text);

    public static string Yellow(string text) => Paint("33", text);

    public static string Green(string text) => Paint("32;1", text);

    public static string Faint(string text) => Paint("2", text);

    static string Paint(string code, string text) =>
        Wanted ? $"{VisibleWriter.Escape}[{code}m{text}{VisibleWriter.Escape}[0m" : text;
}
