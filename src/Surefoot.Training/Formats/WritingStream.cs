namespace Surefoot.Training.Formats;

/// <summary>
/// A file that is written. Where it would grow beyond the limit on the size of files, the system's stream calls an
/// argument out of range; here that is what it is, an error of writing, so that whoever deals with a full disk deals
/// with it too.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="mode">Whether it may be there before.</param>
/// <param name="access">How it is used.</param>
/// <param name="share">What others may do meanwhile.</param>
/// <param name="buffer">Bytes that are gathered before they are written; 0 for none.</param>
sealed class WritingStream(
    string path,
    FileMode mode,
    FileAccess access = FileAccess.Write,
    FileShare share = FileShare.Read,
    int buffer = 1 << 12
) : FileStream(path, mode, access, share, buffer)
{
    // What derives from a file's stream is given arrays by it, never spans; so spans go through this, piece by piece.
    byte[]? piece;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> bytes)
    {
        piece ??= new byte[1 << 16];
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, piece.Length);
            bytes[..count].CopyTo(piece);
            Write(piece, 0, count);
            bytes = bytes[count..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] array, int offset, int count)
    {
        try
        {
            base.Write(array, offset, count);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw FileTrouble.TooLarge(Name);
        }
    }

    /// <inheritdoc/>
    public override void Flush(bool flushToDisk)
    {
        try
        {
            base.Flush(flushToDisk);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw FileTrouble.TooLarge(Name);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw FileTrouble.TooLarge(Name);
        }
    }
}
