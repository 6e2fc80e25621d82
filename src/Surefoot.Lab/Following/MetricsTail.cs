using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Following;

/// <summary>
/// Reads a metrics.jsonl that is being written: each look takes the whole lines that were added since the last and
/// leaves a half-written one for the next. A line that is not understood is counted and passed over. Where a resumed
/// run wrote a step again, the last line counts.
/// </summary>
/// <param name="path">The file; it need not exist yet.</param>
sealed class MetricsTail(string path)
{
    // A file of more strange lines than this is none of ours, and an exception a line takes long.
    const int MostStrange = 1000;

    MetricsLines? lines;
    (long Length, DateTime Written) seen;
    long taken;
    bool withinLine;

    /// <summary>What stands in the lines taken so far.</summary>
    public RunMetrics Metrics { get; private set; } = RunMetrics.None;

    /// <summary>How many lines were not understood.</summary>
    public int Strange { get; private set; }

    /// <summary>Why the rest of the file is not read; null where all of it is.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Reads what was added, or the next part of it.</summary>
    /// <param name="share">What is read of one run at one look, and how much is kept of it.</param>
    /// <returns>Whether anything was.</returns>
    public bool Look(LookShare share)
    {
        FileInfo file = new(path);
        if (!file.Exists || seen == (file.Length, file.LastWriteTimeUtc))
            return false;
        seen = (file.Length, file.LastWriteTimeUtc);
        if (file.Length < taken)
            Forget();
        try
        {
            return Take(share);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process has it in hand: the next look finds it changed again.
            seen = default;
            return false;
        }
    }

    bool Take(LookShare share)
    {
        using FileStream stream = new(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0
        );
        if (Trouble is not null || taken > RunMetrics.MaxLength || Strange >= MostStrange)
        {
            Trouble ??=
                $"{path} is longer than a run's, or holds other lines than a run's; only its beginning was read.";
            return false;
        }

        // A line that is longer than the share is read whole, up to the longest that a run has.
        lines ??= new MetricsLines(share.Kept, share.Layers);
        stream.Position = taken;
        long there = Math.Max(0, stream.Length - taken);
        byte[] bytes = new byte[Math.Min(there, withinLine ? Math.Max(share.Bytes, RunMetrics.MaxLine) : share.Bytes)];
        ReadOnlySpan<byte> left = bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if (left.Length < there)
            seen = default;
        if (left.LastIndexOf((byte)'\n') is var end && end < 0)
        {
            if (left.Length >= RunMetrics.MaxLine)
                Trouble = $"{path} has a line that is longer than any of a run; only what stands before it was read.";
            withinLine |= left.Length >= share.Bytes;
            return Trouble is not null;
        }

        withinLine = false;
        taken += end + 1;
        for (
            left = left[..(end + 1)];
            left.IndexOf((byte)'\n') is var at and >= 0 && Strange < MostStrange;
            left = left[(at + 1)..]
        )
            Understand(lines, left[..at]);
        Metrics = lines.Gathered;
        return true;
    }

    void Understand(MetricsLines gathered, ReadOnlySpan<byte> line)
    {
        try
        {
            gathered.Add(line, path);
        }
        catch (ModelFileException)
        {
            Strange++;
        }
    }

    // A file that shrank is another one, or was cut back to a checkpoint.
    void Forget()
    {
        (lines, taken, Strange, Trouble, withinLine) = (null, 0, 0, null, false);
    }
}
