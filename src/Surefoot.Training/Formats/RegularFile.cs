using Microsoft.Win32.SafeHandles;

namespace Surefoot.Training.Formats;

/// <summary>
/// Opens files that must be ordinary ones. A pipe would block and a device would never end, so neither is opened at
/// all.
/// </summary>
static class RegularFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file; a link is followed.</param>
    /// <param name="length">Its length in bytes, at least 1.</param>
    /// <exception cref="ModelFileException">
    /// It does not exist, is a folder, is empty, is no ordinary file, or cannot be opened.
    /// </exception>
    public static SafeFileHandle Open(string path, out long length)
    {
        try
        {
            if (Directory.Exists(path))
                throw new ModelFileException($"{path} is a folder; a file is expected.");
            FileInfo file = Real(path);
            if (!file.Exists)
                throw new ModelFileException($"{path} does not exist; check the path.");

            // Pipes, devices and sockets have the length 0, and so does nothing that could be read here.
            if (file.Length == 0)
                throw new ModelFileException(
                    $"{path} is empty, or a pipe or device; an ordinary file with content is expected."
                );
            SafeFileHandle handle = File.OpenHandle(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete
            );
            length = RandomAccess.GetLength(handle);
            return handle;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ModelFileException($"{path} cannot be opened: {FileTrouble.Reason(e)}.", e);
        }
    }

    /// <summary>Whether there is an ordinary file with content; pipes, devices and sockets have the length 0.</summary>
    /// <param name="path">The file; a link is followed.</param>
    public static bool HasContent(string path)
    {
        try
        {
            return Real(path) is { Exists: true, Length: > 0 };
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    static FileInfo Real(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target
            ? target
            : file;
    }

    /// <summary>All bytes of a small file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="ModelFileException">It cannot be opened, or is longer than allowed.</exception>
    public static byte[] ReadAll(string path, int most)
    {
        using SafeFileHandle handle = Open(path, out long length);
        if (length > most)
            throw new ModelFileException($"{path} has {length} bytes; at most {most} are expected of such a file.");
        var bytes = new byte[length];
        ReadExactly(handle, path, 0, bytes);
        return bytes;
    }

    /// <summary>Fills a buffer from a place in the file.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <param name="offset">The place of the first byte.</param>
    /// <param name="bytes">Where the bytes go; all of it is filled.</param>
    /// <exception cref="ModelFileException">The file ends before, or cannot be read.</exception>
    public static void ReadExactly(SafeFileHandle handle, string path, long offset, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int read;
            try
            {
                read = RandomAccess.Read(handle, bytes, offset);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ModelFileException($"{path} cannot be read at byte {offset}: {FileTrouble.Reason(e)}.", e);
            }
            if (read == 0)
                throw new ModelFileException(
                    $"{path} ended at byte {offset} while it was read; it is cut short, or was changed meanwhile."
                );
            offset += read;
            bytes = bytes[read..];
        }
    }
}
