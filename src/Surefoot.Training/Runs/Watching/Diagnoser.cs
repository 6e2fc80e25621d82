using Surefoot.Training.Runs.Watching.Detectors;

namespace Surefoot.Training.Runs.Watching;

/// <summary>From what was watched to what it says, in words.</summary>
public static class Diagnoser
{
    /// <summary>
    /// All that the curve says, the gravest first; that the run is healthy where it says nothing else and the loss
    /// fell; nothing before the first intervals.
    /// </summary>
    /// <param name="history">What was watched.</param>
    public static IReadOnlyList<Diagnosis> Diagnose(WatchedHistory history)
    {
        Diagnosis[] found = [.. DiagnosisEntry.All.Select(entry => entry.Find?.Invoke(history)).OfType<Diagnosis>()];
        bool stoodOut = found.Any(one => one.Kind != DiagnosisKind.StillImproving);
        if (stoodOut || history.Intervals.Count == 0)
            return Agreed(history, found);
        // Where nothing stood out and the loss did not fall either, the run is not healthy; a few steps say nothing
        // yet.
        double start = Math.Max(history.FirstLoss, history.StartLoss);
        bool fell = history.EndLoss < (1 - PlateauDetector.Flat) * start;
        if (!fell && history.Intervals.Count >= PlateauDetector.FewestIntervals)
            return [PlateauDetector.NoFall(history, start)];
        if (!fell || found.Length > 0)
            return Agreed(history, found);
        return
        [
            history.Find(
                DiagnosisKind.Healthy,
                null,
                $"The loss fell from {start:G3} to {history.EndLoss:G3}, and nothing stood out."
            ),
        ];
    }

    static IReadOnlyList<Diagnosis> Agreed(WatchedHistory history, IReadOnlyList<Diagnosis> found) =>
        Agreement.Of(
            found,
            history.Intervals.Count == 0 ? double.NaN : history.Intervals.Max(interval => interval.LearningRate)
        );
}
