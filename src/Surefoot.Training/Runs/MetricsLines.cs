using Surefoot.Training.Formats;
using Surefoot.Training.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// Gathers the lines of a metrics.jsonl. What the last session reached counts: a line "resumed", or a step that is told of after a later one, makes all that was told of
/// later steps count for nothing. Lines of a kind that this version does not know are passed over.
/// </summary>
sealed class MetricsLines
{
    readonly SortedDictionary<int, EpochDone> epochs = [];
    readonly SortedDictionary<long, WatchedInterval> intervals = [];
    readonly SortedDictionary<(long Step, string Title), Diagnosis> diagnoses = [];

    long latest, lost;

    /// <summary>What was gathered so far.</summary>
    public RunMetrics Gathered => new([.. epochs.Values], [.. intervals.Values], [.. diagnoses.Values]) { LostLines = lost };

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
                Reach(epoch.Step);
                epochs[epoch.Epoch] = epoch;
                break;
            case WatchedInterval.Mark:
                WatchedInterval interval = WatchedInterval.FromJson(fields);
                // Of one session each interval is later than the one before.
                if (intervals.ContainsKey(interval.Step)) GoBack(interval.Step);
                Reach(interval.Step);
                intervals[interval.Step] = interval;
                break;
            case Diagnosis.Mark:
                Diagnosis diagnosis = Diagnosis.FromJson(fields);
                diagnoses[(diagnosis.Step, diagnosis.Title)] = diagnosis;
                break;
            case RunResumed.Mark:
                RunResumed resumed = RunResumed.FromJson(fields);
                GoBack(resumed.Step);
                foreach (int late in epochs.Keys.Where(number => number > resumed.Epoch).ToList()) epochs.Remove(late);
                break;
            case MetricsFile.GapMark:
                lost += fields.Whole(MetricsFile.GapMark, 0, int.MaxValue);
                break;
        }
    }

    // Lines that were written before sessions were marked: one that is about an earlier step was written by a session that began again.
    void Reach(long step)
    {
        if (step < latest) GoBack(step);
        latest = step;
    }

    void GoBack(long step)
    {
        Forget(epochs, epoch => epoch.Step > step);
        Forget(intervals, interval => interval.Step > step);
        Forget(diagnoses, diagnosis => diagnosis.Step > step);
        latest = step;
    }

    static void Forget<TKey, TValue>(SortedDictionary<TKey, TValue> told, Func<TValue, bool> isLater)
        where TKey : notnull
    {
        foreach ((TKey key, TValue _) in told.Where(one => isLater(one.Value)).ToList()) told.Remove(key);
    }
}
