using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>
/// metrics.jsonl: one JSON object a line for each epoch that ended, only ever added to. After a resume an epoch may stand there again, and
/// then the last line counts. A last line without its end was being written when the process died, and counts for nothing.
/// </summary>
sealed class MetricsFile(string path) : IRunObserver
{
    const int MaxLength = 256 << 20;

    /// <inheritdoc/>
    public void EpochDone(EpochDone e)
    {
        byte[] line = [.. JsonFields.Utf8(e.ToJson()), (byte)'\n'];
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
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

    /// <summary>The epochs in order, each once; none where the file is missing or empty.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">A whole line is no record of an epoch.</exception>
    public static IReadOnlyList<EpochDone> Read(string path)
    {
        var epochs = new SortedDictionary<int, EpochDone>();
        if (!File.Exists(path) || new FileInfo(path).Length == 0) return [];
        ReadOnlySpan<byte> left = RegularFile.ReadAll(path, MaxLength);
        for (int number = 1; left.IndexOf((byte)'\n') is var end and >= 0; number++)
        {
            EpochDone epoch = Runs.EpochDone.FromJson(JsonFields.Parse(left[..end], $"{path}, line {number}"));
            epochs[epoch.Epoch] = epoch;
            left = left[(end + 1)..];
        }
        return [.. epochs.Values];
    }
}
