using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Following;

/// <summary>
/// A run as it stood at one moment. It does not change any more, so a page can be drawn from it at leisure.
/// </summary>
sealed record RunView
{
    /// <summary>The name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>How far it has come.</summary>
    public required RunState State { get; init; }

    /// <summary>What was done, and the epochs; null where the record cannot be read.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>Why the record cannot be read; otherwise null.</summary>
    public string? Trouble { get; init; }

    /// <summary>What the watcher measured.</summary>
    public IReadOnlyList<WatchedInterval> Intervals => Record?.Intervals ?? [];

    /// <summary>What the watcher found, the latest last.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses => Record?.Diagnoses ?? [];

    /// <summary>The latest step, where this process trains the run.</summary>
    public StepDone? Step { get; init; }

    /// <summary>The epochs that ended.</summary>
    public IReadOnlyList<EpochDone> Epochs => Record?.Epochs ?? [];

    /// <summary>Whether it is being trained.</summary>
    public bool IsLive => State is RunState.Live or RunState.Paused;
}
