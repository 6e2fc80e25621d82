using System.Globalization;

namespace Surefoot.Training.Formats;

/// <summary>
/// Writes files that are there whole or not at all: into a temporary file beside the place, flushed to the disk, then renamed over it.
/// Whoever reads meanwhile, and whoever comes after a crash, finds the old content or the new.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file, in place of one of that name if there is one.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="write">Writes the content to the stream that it is given.</param>
    /// <exception cref="ModelFileException">The file cannot be written; what was there before is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new ModelFileException($"{path} is no place for a file; give a file's path.");
        string temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
            FolderFlush.Run(folder);
        }
        catch (Exception e)
        {
            Remove(temporary);
            if (e is not (IOException or UnauthorizedAccessException)) throw;
            string remedy = FileTrouble.IsFull(e) ? "free some space, or choose a folder on another disk" : "check the folder, or choose another";
            throw new ModelFileException($"{path} cannot be written: {FileTrouble.Reason(e)}; {remedy}.", e);
        }
    }

    static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell; a leftover of ours is overwritten by the next try.
        }
    }
}
