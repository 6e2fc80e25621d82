using Surefoot.Training.Formats;
using Surefoot.Training.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// Gathers the lines of a metrics.jsonl. An epoch or a step that stands there again counts as its last line says; lines of a kind that this
/// version does not know are passed over.
/// </summary>
sealed class MetricsLines
{
    readonly SortedDictionary<int, EpochDone> epochs = [];
    readonly SortedDictionary<long, WatchedInterval> intervals = [];
    readonly SortedDictionary<(long Step, string Title), Diagnosis> diagnoses = [];

    /// <summary>What was gathered so far.</summary>
    public RunMetrics Gathered => new([.. epochs.Values], [.. intervals.Values], [.. diagnoses.Values]);

    /// <summary>Takes one line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="where">The file and line to name in errors.</param>
    /// <exception cref="ModelFileException">It is no JSON object, or lacks what its kind must have.</exception>
    public void Add(ReadOnlySpan<byte> line, string where)
    {
        JsonFields fields = JsonFields.Parse(line, where);
        switch (fields.FirstName)
        {
            case EpochDone.Mark or "":
                EpochDone epoch = EpochDone.FromJson(fields);
                epochs[epoch.Epoch] = epoch;
                break;
            case WatchedInterval.Mark:
                WatchedInterval interval = WatchedInterval.FromJson(fields);
                intervals[interval.Step] = interval;
                break;
            case Diagnosis.Mark:
                Diagnosis diagnosis = Diagnosis.FromJson(fields);
                diagnoses[(diagnosis.Step, diagnosis.Title)] = diagnosis;
                break;
        }
    }
}
