using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Comparing;

/// <summary>
/// The folder of one comparison: comparison.json says what was done and what came of it, report.html shows it.
/// </summary>
public sealed class ComparisonFolder
{
    const string RecordName = "comparison.json",
        ReportName = "report.html";

    ComparisonFolder(string path) => FullPath = Path.GetFullPath(path);

    /// <summary>The folder's absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The folder's own name, which is the comparison's name.</summary>
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(FullPath));

    /// <summary>The path of comparison.json.</summary>
    public string RecordPath => Path.Combine(FullPath, RecordName);

    /// <summary>The path of report.html.</summary>
    public string ReportPath => Path.Combine(FullPath, ReportName);

    /// <summary>Makes the folder of a new comparison. One that holds a comparison or a run is refused.</summary>
    /// <param name="path">The folder; it and those above it are made where they do not exist.</param>
    /// <exception cref="RunException">It holds one already, or cannot be made or written to.</exception>
    public static ComparisonFolder Create(string path)
    {
        ComparisonFolder folder = new(path);
        return folder.Claim(path)
            ? folder
            : throw new RunException(
                $"{path} already holds a comparison or a run, and neither is overwritten; name another "
                    + "folder, or remove this one first."
            );
    }

    /// <summary>
    /// Makes the folder of a new comparison under the first free name of the form compare-1, compare-2, …
    /// </summary>
    /// <param name="parent">The folder that holds runs and comparisons, by custom "runs".</param>
    /// <exception cref="RunException">The folder cannot be made or written to.</exception>
    public static ComparisonFolder CreateNext(string parent)
    {
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(parent, $"compare-{number}");
            if (Path.Exists(path))
                continue;
            ComparisonFolder folder = new(path);
            if (folder.Claim(path))
                return folder;
        }
    }

    /// <summary>Writes comparison.json, in place of the one before.</summary>
    /// <param name="record">All that is known of the comparison.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public void Write(ComparisonRecord record) =>
        AtomicFile.Write(
            RecordPath,
            stream =>
            {
                stream.Write(JsonFile.Utf8(record.ToJson(), indented: true));
                stream.WriteByte((byte)'\n');
            }
        );

    bool Claim(string path)
    {
        if (Taken)
            return false;
        try
        {
            Directory.CreateDirectory(FullPath);

            // Whoever makes this file has the folder, should two processes choose the same.
            new FileStream(RecordPath, FileMode.CreateNew, FileAccess.Write).Dispose();
            return true;
        }
        catch (IOException) when (Taken)
        {
            return false;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RunException(
                $"The comparison's folder {path} cannot be written to: {FileTrouble.Reason(e)}. Name a folder "
                    + "elsewhere, or free space there.",
                e
            );
        }
    }

    bool Taken =>
        Array.Exists(
            [RecordName, ReportName, "run.json", "metrics.jsonl"],
            name => Path.Exists(Path.Combine(FullPath, name))
        );
}
