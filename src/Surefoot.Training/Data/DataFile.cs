using Surefoot.Training.Formats;

namespace Surefoot.Training.Data;

/// <summary>Opens the files that a user names, and says in plain words what is wrong with them.</summary>
static class DataFile
{
    const int BufferSize = 1 << 16;

    /// <summary>Opens a file to be read from its start.</summary>
    /// <param name="path">The file.</param>
    /// <param name="buffer">How many bytes are read ahead; 0 where all is read at once.</param>
    /// <exception cref="DataException">
    /// It does not exist, is a folder, is empty or a pipe, or may not be read.
    /// </exception>
    internal static FileStream Open(string path, int buffer = BufferSize)
    {
        if (Directory.Exists(path))
            throw new DataException($"{path} is a folder; a file is expected here.");
        // A pipe is not opened at all: that would wait for whoever writes to it.
        if (File.Exists(path) && !RegularFile.HasContent(path))
            throw new DataException(
                $"{path} is empty, or it is a pipe or a device, and data is read more than once. Name a file "
                    + "that holds data."
            );
        try
        {
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                buffer,
                FileOptions.SequentialScan
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or System.Security.SecurityException)
        {
            throw new DataException(
                $"{path} cannot be read: permission is denied. Check its owner and its permissions.",
                e
            );
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new DataException($"{path} cannot be read: {FileTrouble.Reason(e)}.", e);
        }
    }

    /// <summary>The SHA-256 of a file, in lower-case hexadecimal.</summary>
    internal static string Digest(string path)
    {
        using var stream = new HashingStream(Open(path));
        return stream.Finish();
    }

    /// <summary>
    /// The message for a path at which there is nothing: it suggests the name in that folder that is nearest.
    /// </summary>
    internal static DataException Missing(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            return new("The path of the data is empty. Name a file or a folder of data.");
        string name = Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar));
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        if (!Directory.Exists(folder))
            return new($"{path} does not exist, and neither does the folder {folder}. Check the path.");
        string? near = NearestName.Find(name, Names(folder));
        return new(
            $"{path} does not exist. "
                + (
                    near is null
                        ? $"Check the name; the folder is {folder}."
                        : $"Is {Path.Combine(Path.GetDirectoryName(path) ?? "", near)} meant?"
                )
        );
    }

    /// <summary>The names of the files and folders in a folder, sorted; empty where it cannot be listed.</summary>
    internal static IReadOnlyList<string> Names(string folder)
    {
        try
        {
            var names = Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).ToArray();
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
