using Surefoot.Training.Formats;
using Surefoot.Training.Watching;

namespace Surefoot.Training.Runs;

/// <summary>What metrics.jsonl tells of a run.</summary>
/// <param name="Epochs">The epochs that ended, in order, each once.</param>
/// <param name="Intervals">The watcher's intervals, in order, each once.</param>
/// <param name="Diagnoses">What was found while the run went on, in the order in which it was told.</param>
public sealed record RunMetrics(IReadOnlyList<EpochDone> Epochs, IReadOnlyList<WatchedInterval> Intervals, IReadOnlyList<Diagnosis> Diagnoses)
{
    const int MaxLength = 256 << 20;

    /// <summary>How many lines are missing, because they could not be written in time: a disk that was full for long, for one.</summary>
    public long LostLines { get; init; }

    /// <summary>No lines yet.</summary>
    public static RunMetrics None { get; } = new([], [], []);

    /// <summary>
    /// Reads a file. Where a run went back, to a checkpoint or to its beginning, what was told of later steps
    /// counts for nothing; lines of a kind that this version does not know are passed over.
    /// </summary>
    /// <param name="path">The file; one that is missing or empty holds nothing.</param>
    /// <exception cref="ModelFileException">A whole line is no JSON object, or lacks what its kind must have.</exception>
    internal static RunMetrics Read(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0) return None;
        var lines = new MetricsLines();
        ReadOnlySpan<byte> left = RegularFile.ReadAll(path, MaxLength);
        for (int number = 1; left.IndexOf((byte)'\n') is var end and >= 0; number++)
        {
            lines.Add(left[..end], $"{path}, line {number}");
            left = left[(end + 1)..];
        }
        return lines.Gathered;
    }
}
