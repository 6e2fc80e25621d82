using System.Text.Json.Nodes;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// metrics.jsonl: one JSON object a line for each epoch that ended, each interval of the watcher and each diagnosis,
/// only ever added to. A line "resumed" says to which step the run went back; what stands before it of later steps
/// counts for nothing. A last line without its end was being written when the process died, and counts for nothing
/// either. Lines that could not be written are written later; where too many had to wait, a line "lostLines" says how
/// many are missing before it.
/// </summary>
sealed class MetricsFile(string path) : IRunObserver, IWarningObserver
{
    readonly AppendedFile file = new(path, WholeLines, lost => Line(JsonFile.Node(new LostLines(lost))));

    /// <inheritdoc/>
    public Action<string>? Warn
    {
        set => file.Warn = value;
    }

    /// <inheritdoc/>
    public void EpochDone(EpochDone e) => Add(e.ToJson());

    /// <inheritdoc/>
    public void Watched(WatchedInterval e) => Add(e.ToJson());

    /// <inheritdoc/>
    public void Diagnosed(Diagnosis e) => Add(e.ToJson());

    /// <inheritdoc/>
    public void Resumed(RunResumed e) => Add(e.ToJson());

    /// <inheritdoc/>
    public void RunEnded(RunEnded e) => file.Write();

    void Add(JsonObject record) => file.Add(Line(record));

    static byte[] Line(JsonObject record) => [.. JsonFile.Utf8(record), (byte)'\n'];

    /// <summary>How long the file is up to the end of its last whole line.</summary>
    static long WholeLines(FileStream stream)
    {
        for (long end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n')
                return end;
        }
        return 0;
    }
}
