using System.Security.Cryptography;
using System.Text;
using Surefoot.Training.Formats;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// Stdout and stderr as everything in the command writes to them: text from a stranger's file may stand in any line, so
/// whatever acts on a terminal is shown by its number, and a line that is written stays one line.
/// </summary>
/// <param name="inner">Where to write.</param>
sealed class VisibleWriter(TextWriter inner) : TextWriter
{
    /// <summary>
    /// Stands for the escape of our own colours until it is written. It is drawn anew for each process from signs that
    /// mean nothing, so that no file can hold it.
    /// </summary>
    public static string Escape { get; } =
        new(
            RandomNumberGenerator.GetItems<char>(
                [.. Enumerable.Range(0xE000, 0x1900).Select(number => (char)number)],
                8
            )
        );

    /// <summary>
    /// Stderr for lines that are rewritten, whose carriage returns are our own; nothing from a file is written here.
    /// </summary>
    public static TextWriter RawError { get; private set; } = Console.Error;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Puts itself before stdout and stderr.</summary>
    public static void Take()
    {
        RawError = Synchronized(new BestEffortWriter(Console.Error));
        Console.SetError(new VisibleWriter(RawError));
        Console.SetOut(new VisibleWriter(new StandardOutput(Console.Out)));
    }

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (VisibleText.Acts(value))
            inner.Write(VisibleText.Lines(value.ToString()));
        else
            inner.Write(value);
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(value is null ? null : Coloured(VisibleText.Lines(value)));

    /// <inheritdoc/>
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) =>
        inner.WriteLine(value is null ? null : Coloured(VisibleText.Line(value)));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    static string Coloured(string text) => Colours.Wanted ? text.Replace(Escape, "\e", StringComparison.Ordinal) : text;
}
