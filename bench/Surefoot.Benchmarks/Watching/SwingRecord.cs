using System.Text.Json.Nodes;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Benchmarks.Watching;

/// <summary>
/// A run's epochs and intervals as the lines of a short metrics.jsonl: the intervals of an epoch become one, as the
/// watcher does it where its memory is full.
/// </summary>
sealed class SwingRecord : IRunObserver
{
    readonly List<EpochDone> epochs = [];
    readonly List<WatchedInterval> intervals = [];

    public void EpochDone(EpochDone e) => epochs.Add(e);

    public void Watched(WatchedInterval e) => intervals.Add(e);

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="command">What makes it anew; the first line says it.</param>
    public void Write(string path, string command)
    {
        List<JsonObject> lines = [new JsonObject { ["command"] = command }, intervals[0].ToJson()];
        int number = 1;
        foreach (var epoch in intervals.Skip(1).GroupBy(interval => interval.Epoch))
            lines.Add((epoch.Last() with { Interval = ++number, Loss = MeanLoss([.. epoch]) }).ToJson());
        // Seconds are no part of the curve.
        lines.AddRange(epochs.Select(epoch => (epoch with { Seconds = 0, SamplesPerSecond = 0 }).ToJson()));
        File.WriteAllLines(path, lines.Select(line => line.ToJsonString()));
    }

    double MeanLoss(WatchedInterval[] part)
    {
        double sum = 0;
        long before = intervals[intervals.IndexOf(part[0]) - 1].Step,
            first = before;
        foreach (WatchedInterval interval in part)
        {
            sum += interval.Loss * (interval.Step - before);
            before = interval.Step;
        }
        return sum / (before - first);
    }
}
