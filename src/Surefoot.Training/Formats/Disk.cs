namespace Surefoot.Training.Formats;

/// <summary>The file system itself.</summary>
sealed class Disk : IDisk
{
    const int BufferSize = 1 << 16;

    Disk() { }

    /// <summary>The only one.</summary>
    public static Disk Instance { get; } = new();

    /// <inheritdoc/>
    public Stream Create(string path) =>
        new WritingStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);

    /// <inheritdoc/>
    public void Flush(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void ReadBack(string path, Action<string> check) => check(path);

    /// <inheritdoc/>
    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <inheritdoc/>
    public void FlushFolder(string folder) => FolderFlush.Run(folder);

    /// <inheritdoc/>
    public string[] Files(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder) : [];

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);
}
