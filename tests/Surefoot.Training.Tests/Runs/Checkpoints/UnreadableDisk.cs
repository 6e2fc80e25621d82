using Surefoot.Training.Formats;

namespace Surefoot.Training.Tests.Runs.Checkpoints;

/// <summary>A disk that cannot be written to, and whose folders can be read only for as long as a test says.</summary>
sealed class UnreadableDisk : IDisk
{
    public bool Readable { get; set; }

    public Stream Create(string path) => throw new IOException("Input/output error");

    public void Flush(Stream file) => throw new NotSupportedException();

    public void ReadBack(string path, Action<string> check) => throw new NotSupportedException();

    public void Rename(string from, string to) => throw new NotSupportedException();

    public void FlushFolder(string folder) => throw new NotSupportedException();

    public string[] Files(string folder) =>
        Readable ? Disk.Instance.Files(folder) : throw new UnauthorizedAccessException();

    public void Delete(string path) { }
}
