namespace Surefoot.Training.Formats;

/// <summary>
/// The calls of the file system that writing a file takes, one by one and in this order, then what keeps a folder of
/// them, so that a test can let each of them fail, or be the last before a crash. All of them throw what the file
/// system throws.
/// </summary>
interface IDisk
{
    /// <summary>Makes an empty file to write to, in place of one of that name.</summary>
    Stream Create(string path);

    /// <summary>
    /// Sends to the disk itself what was written to a file of <see cref="Create"/>; closing it is the stream's own.
    /// </summary>
    void Flush(Stream file);

    /// <summary>Reads a file back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">Reads it, and throws where it is not what was written.</param>
    void ReadBack(string path, Action<string> check);

    /// <summary>Gives a file another name in its folder, in place of one of that name.</summary>
    void Rename(string from, string to);

    /// <summary>Sends a folder's names to the disk itself.</summary>
    void FlushFolder(string folder);

    /// <summary>The paths of the files in a folder, in no order; none where there is no such folder.</summary>
    string[] Files(string folder);

    /// <summary>Removes a file; does nothing where there is none.</summary>
    void Delete(string path);
}
