using Microsoft.Win32.SafeHandles;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>What metrics.jsonl tells of a run.</summary>
/// <param name="Epochs">The epochs that ended, in order, each once.</param>
/// <param name="Intervals">The watcher's intervals, in order, each once.</param>
/// <param name="Diagnoses">What was found while the run went on, in the order in which it was told.</param>
public sealed record RunMetrics(
    IReadOnlyList<EpochDone> Epochs,
    IReadOnlyList<WatchedInterval> Intervals,
    IReadOnlyList<Diagnosis> Diagnoses
)
{
    /// <summary>The longest metrics.jsonl that is read, in bytes.</summary>
    internal const int MaxLength = 256 << 20;

    /// <summary>The longest line that is read, in bytes: an interval of some ten thousand layers.</summary>
    internal const int MaxLine = 4 << 20;

    const int MaxLines = 4_000_000;

    /// <summary>
    /// How many lines are missing, because they could not be written in time: a disk that was full for long, for one.
    /// </summary>
    public long LostLines { get; init; }

    /// <summary>No lines yet.</summary>
    public static RunMetrics None { get; } = new([], [], []);

    /// <summary>
    /// Reads a file. Where a run went back, to a checkpoint or to its beginning, what was told of later steps
    /// counts for nothing; lines of a kind that this version does not know are passed over.
    /// </summary>
    /// <param name="path">The file; one that is missing or empty holds nothing.</param>
    /// <exception cref="ModelFileException">
    /// A whole line is no JSON object, or lacks what its kind must have; or there are more or longer lines than a run
    /// writes.
    /// </exception>
    internal static RunMetrics Read(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
            return None;
        using SafeFileHandle handle = RegularFile.Open(path, out long length);
        if (length > MaxLength)
            throw new ModelFileException(
                $"{path} has {length} bytes; at most {MaxLength} are expected of such a file."
            );
        var lines = new MetricsLines();
        byte[] block = new byte[Math.Min(length, MaxLine)];
        int held = 0,
            number = 0;
        for (long taken = 0; taken < length; )
        {
            int added = (int)Math.Min(length - taken, block.Length - held);
            if (added == 0)
                throw new ModelFileException(
                    $"{path}, line {number + 1} has more than {MaxLine} bytes; a line of a run has not."
                );
            RegularFile.ReadExactly(handle, path, taken, block.AsSpan(held, added));
            (taken, held) = (taken + added, held + added);
            ReadOnlySpan<byte> left = block.AsSpan(0, held);
            for (; left.IndexOf((byte)'\n') is var end and >= 0; left = left[(end + 1)..])
            {
                if (++number > MaxLines)
                    throw new ModelFileException(
                        $"{path} has more than {MaxLines} lines; a run has not so many. Remove what does not "
                            + "belong there."
                    );
                lines.Add(left[..end], $"{path}, line {number}");
            }
            left.CopyTo(block);
            held = left.Length;
        }
        return lines.Gathered;
    }
}
