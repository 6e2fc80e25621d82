using System.Text;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// Stdout: that it cannot be written to is told by its name, for the system's own message names no file.
/// </summary>
/// <param name="inner">Where to write.</param>
sealed class StandardOutput(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Named(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Named(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Named(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Named(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Named(inner.Flush);

    static void Named(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error)
            when (error is UnauthorizedAccessException or ArgumentOutOfRangeException
                || (error is IOException && !BrokenPipe.Is(error))
            )
        {
            throw new StandardOutputException(error);
        }
    }
}

/// <summary>Standard output cannot be written to.</summary>
/// <param name="inner">Why.</param>
sealed class StandardOutputException(Exception inner)
    : SurefootException($"Standard output cannot be written to: {inner.Message.TrimEnd('.')}.", inner);
