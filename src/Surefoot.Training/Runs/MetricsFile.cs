using System.Text.Json.Nodes;
using Surefoot.Training.Formats;
using Surefoot.Training.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// metrics.jsonl: one JSON object a line for each epoch that ended, each interval of the watcher and each diagnosis, only ever added to. A line "resumed" says to
/// which step the run went back; what stands before it of later steps counts for nothing. A last line without its end was being written when the process died, and
/// counts for nothing either.
/// </summary>
sealed class MetricsFile(string path) : IRunObserver
{
    /// <inheritdoc/>
    public void EpochDone(EpochDone e) => Add(e.ToJson());

    /// <inheritdoc/>
    public void Watched(WatchedInterval e) => Add(e.ToJson());

    /// <inheritdoc/>
    public void Diagnosed(Diagnosis e) => Add(e.ToJson());

    /// <inheritdoc/>
    public void Resumed(RunResumed e) => Add(e.ToJson());

    void Add(JsonObject record)
    {
        byte[] line = [.. JsonFields.Utf8(record), (byte)'\n'];
        using var stream = new WritingStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, buffer: 0);
        stream.Position = WholeLines(stream);
        stream.SetLength(stream.Position);
        stream.Write(line);
    }

    /// <summary>How long the file is up to the end of its last whole line.</summary>
    static long WholeLines(FileStream stream)
    {
        for (long end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n') return end;
        }
        return 0;
    }
}
