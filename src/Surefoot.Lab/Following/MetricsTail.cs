using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Following;

/// <summary>
/// Reads a metrics.jsonl that is being written: each look takes the whole lines that were added since the last and leaves a half-written
/// one for the next. A line that is not understood is counted and passed over. Where a resumed run wrote a step again, the last line counts.
/// </summary>
/// <param name="path">The file; it need not exist yet.</param>
sealed class MetricsTail(string path)
{
    /// <summary>More than this at one look would be no metrics; the rest waits for the next.</summary>
    const int MostBytes = 64 << 20;

    MetricsLines lines = new();
    (long Length, DateTime Written) seen;
    long taken;

    /// <summary>What stands in the lines taken so far.</summary>
    public RunMetrics Metrics { get; private set; } = RunMetrics.None;

    /// <summary>How many lines were not understood.</summary>
    public int Strange { get; private set; }

    /// <summary>Reads what was added.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Look()
    {
        FileInfo file = new(path);
        if (!file.Exists || seen == (file.Length, file.LastWriteTimeUtc))
            return false;
        seen = (file.Length, file.LastWriteTimeUtc);
        if (file.Length < taken)
            Forget();
        try
        {
            return Take();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process has it in hand: the next look finds it changed again.
            seen = default;
            return false;
        }
    }

    bool Take()
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        stream.Position = taken;
        byte[] bytes = new byte[Math.Clamp(stream.Length - taken, 0, MostBytes)];
        ReadOnlySpan<byte> left = bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if (left.Length == MostBytes)
            seen = default;
        if (left.LastIndexOf((byte)'\n') is var end && end < 0)
            return false;
        taken += end + 1;
        for (left = left[..(end + 1)]; left.IndexOf((byte)'\n') is var at and >= 0; left = left[(at + 1)..])
            Understand(left[..at]);
        Metrics = lines.Gathered;
        return true;
    }

    void Understand(ReadOnlySpan<byte> line)
    {
        try
        {
            lines.Add(line, path);
        }
        catch (ModelFileException)
        {
            Strange++;
        }
    }

    // A file that shrank is another one, or was cut back to a checkpoint.
    void Forget()
    {
        (lines, taken, Strange) = (new(), 0, 0);
    }
}
