using System.Text;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>
/// The file `control` of a run folder: one word, by which another process asks something of the run. The run removes it
/// once it has read it.
/// </summary>
static class ControlFile
{
    const int MaxLength = 64;

    /// <summary>Asks; a request that was not read yet is replaced.</summary>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, RunRequest request) =>
        AtomicFile.Write(
            path,
            stream => stream.Write(Encoding.ASCII.GetBytes(request.ToString().ToLowerInvariant() + "\n"))
        );

    /// <summary>Takes what is asked for; null where nothing is, and where it is no request.</summary>
    public static RunRequest? Take(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;

            // Under a name of its own first: a request that comes while this one is read is another file, and stays.
            string taken = Path.Combine(
                Path.GetDirectoryName(path)!,
                $".{Path.GetFileName(path)}.{Environment.ProcessId}.taken.tmp"
            );
            File.Move(path, taken, overwrite: true);
            string word;
            try
            {
                word = Encoding.ASCII.GetString(RegularFile.ReadAll(taken, MaxLength)).Trim();
            }
            finally
            {
                File.Delete(taken);
            }
            return Enum.TryParse(word, ignoreCase: true, out RunRequest request) && Enum.IsDefined(request)
                ? request
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ModelFileException)
        {
            return null;
        }
    }
}
