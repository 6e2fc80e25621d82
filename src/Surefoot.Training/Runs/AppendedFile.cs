using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>
/// A file that records are added to one by one, as long as a run lasts. A record that cannot be written, as on a full
/// disk, waits and is written before the next one; when too many wait, the oldest are lost and counted.
/// </summary>
/// <param name="path">The file, made at the first record.</param>
/// <param name="wholeLength">How long a file is up to the end of its last whole record.</param>
/// <param name="gap">The record that says how many before it are lost; null where the format has none.</param>
/// <param name="mostWaiting">How many bytes may wait.</param>
sealed class AppendedFile(
    string path,
    Func<FileStream, long> wholeLength,
    Func<long, byte[]>? gap = null,
    int mostWaiting = 4 << 20
)
{
    readonly Queue<byte[]> waiting = new();
    long bytes,
        lost,
        end = -1;
    bool failing;

    /// <summary>Is told once when writing begins to fail, and once when it works again.</summary>
    public Action<string>? Warn { get; set; }

    /// <summary>Adds a record, after those that wait.</summary>
    public void Add(byte[] record)
    {
        waiting.Enqueue(record);
        bytes += record.Length;
        for (; bytes > mostWaiting && waiting.Count > 1; lost++)
            bytes -= waiting.Dequeue().Length;
        Write();
    }

    /// <summary>Tries again to write what waits.</summary>
    public void Write()
    {
        if (waiting.Count == 0)
            return;
        try
        {
            using var stream = new WritingStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.Read,
                buffer: 0
            );
            // What a failed write has left of a record is taken away.
            if (end < 0 || end > stream.Length)
                end = wholeLength(stream);
            stream.SetLength(end);
            stream.Position = end;
            if (lost > 0 && gap is not null)
                stream.Write(gap(lost));
            long said = lost > 0 && gap is not null ? stream.Position : end;
            (end, lost) = (said, gap is null ? lost : 0);
            while (waiting.TryPeek(out byte[]? record))
            {
                stream.Write(record);
                end += record.Length;
                bytes -= record.Length;
                waiting.Dequeue();
            }
            if (failing)
                Warn?.Invoke($"{Path.GetFileName(path)} is written again; what waited was added.");
            failing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!failing)
                Warn?.Invoke(
                    $"{Path.GetFileName(path)} cannot be written: {FileTrouble.Reason(e)}. Training goes on; "
                        + "what is to be added waits, and is tried again."
                );
            failing = true;
        }
    }
}
