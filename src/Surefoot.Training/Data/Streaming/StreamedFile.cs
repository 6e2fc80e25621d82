using Microsoft.Win32.SafeHandles;

namespace Surefoot.Training.Data.Streaming;

/// <summary>
/// A file of which parts are read as they are needed, in any order and by any thread. It must stay as it was when it
/// was opened; that it did not is noticed by its length and by when it was last written to. The handle is closed when
/// nobody holds this any more.
/// </summary>
sealed class StreamedFile
{
    readonly SafeFileHandle handle;
    readonly DateTime written;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataException">It cannot be opened.</exception>
    internal StreamedFile(string path)
    {
        Path = path;
        // The same messages as for a file that is read as a whole.
        using (DataFile.Open(path)) { }
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Length = RandomAccess.GetLength(handle);
            written = File.GetLastWriteTimeUtc(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>The file as the user named it.</summary>
    internal string Path { get; }

    /// <summary>Its length in bytes.</summary>
    internal long Length { get; }

    /// <summary>Fills a span from a place in the file.</summary>
    /// <exception cref="DataException">The file cannot be read, or has become shorter.</exception>
    internal void Read(Span<byte> bytes, long start)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                int count = RandomAccess.Read(handle, bytes, start);
                if (count == 0)
                    throw Changed(Path);
                bytes = bytes[count..];
                start += count;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Refuses to go on with a file that was written to.</summary>
    /// <exception cref="DataException">It was.</exception>
    internal void RefuseChanged()
    {
        try
        {
            if (RandomAccess.GetLength(handle) != Length || File.GetLastWriteTimeUtc(handle) != written)
                throw Changed(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>The message for a file that was written to while it was read.</summary>
    internal static DataException Changed(string path) =>
        new($"{path} was changed while it was read. Read it again when nothing writes to it.");

    DataException Unreadable(Exception e) =>
        new(
            $"{Path} cannot be read any more: {e.Message.TrimEnd('.')}. Check the disk, or copy the file to "
                + "another, and start again.",
            e
        );
}
