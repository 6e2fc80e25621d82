using Surefoot.Training.Data;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// What is said to the user beside the results: everything goes to stderr, so that stdout holds data alone.
/// </summary>
static class Messages
{
    /// <summary>Why the command ends without doing what was asked.</summary>
    public static void Error(string message) =>
        Console.Error.WriteLine($"{Colours.Red("surefoot:")} {NoteText.Printable(message)}");

    /// <summary>Something that the user should know and that ends nothing.</summary>
    public static void Note(string message) =>
        Console.Error.WriteLine($"{Colours.Faint("note:")} {NoteText.Printable(message)}");

    /// <summary>Something that went wrong without ending the command.</summary>
    public static void Warning(string message) =>
        Console.Error.WriteLine($"{Colours.Yellow("warning:")} {NoteText.Printable(message)}");
}
