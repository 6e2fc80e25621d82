using System.Globalization;

namespace Surefoot.Training.Formats;

/// <summary>
/// Writes files that are there whole or not at all: into a temporary file beside the place, flushed to the disk, then
/// renamed over it. Whoever reads meanwhile, and whoever comes after a crash, finds the old content or the new.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file, in place of one of that name if there is one.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="write">Writes the content to the stream that it is given.</param>
    /// <exception cref="ModelFileException">The file cannot be written; what was there before is untouched.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, check: null, Disk.Instance);

    /// <summary>The same, with a look at what was written before it takes its place.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="write">Writes the content to the stream that it is given.</param>
    /// <param name="check">
    /// Reads the temporary file and throws where it is not what was written; null where nothing is to be checked.
    /// </param>
    /// <param name="disk">Where the file goes.</param>
    internal static void Write(string path, Action<Stream> write, Action<string>? check, IDisk disk)
    {
        string full = Path.GetFullPath(path);
        string folder =
            Path.GetDirectoryName(full)
            ?? throw new ModelFileException($"{path} is no place for a file; give a file's path.");
        string temporary = Path.Combine(
            folder,
            $".{Path.GetFileName(full)}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}{TemporaryEnd}"
        );
        try
        {
            using (Stream stream = disk.Create(temporary))
            {
                write(stream);
                disk.Flush(stream);
            }
            if (check is not null)
                disk.ReadBack(temporary, check);
            disk.Rename(temporary, full);
            disk.FlushFolder(folder);
        }
        catch (Exception e)
        {
            Remove(temporary, disk);
            if (e is not (IOException or UnauthorizedAccessException))
                throw;
            string remedy = FileTrouble.IsFull(e)
                ? "free some space, or choose a folder on another disk"
                : "check the folder, or choose another";
            throw new ModelFileException($"{path} cannot be written: {FileTrouble.Reason(e)}; {remedy}.", e);
        }
    }

    const string TemporaryEnd = ".tmp";

    /// <summary>
    /// Removes what a process that was killed while it wrote has left behind. Only where no other process writes to the
    /// folder.
    /// </summary>
    /// <param name="folder">The folder; nothing happens where it does not exist.</param>
    internal static void RemoveLeftovers(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (string temporary in Directory.EnumerateFiles(folder, ".*" + TemporaryEnd))
            Remove(temporary, Disk.Instance);
    }

    static void Remove(string temporary, IDisk disk)
    {
        try
        {
            disk.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell; a leftover of ours is overwritten by the next try.
        }
    }
}
