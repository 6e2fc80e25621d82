using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Following;

/// <summary>
/// The run that this process trains, as its observer sees it. What stands in files is read from them, as for any run;
/// this adds the latest step and the moment at which to look. Each event is taken note of in constant time: no client
/// is waited for, none is even known here.
/// </summary>
/// <param name="name">The run's name.</param>
/// <param name="signal">Told of every change.</param>
/// <param name="clock">Paces what is told of steps.</param>
sealed class OwnRun(string name, ChangeSignal signal, TimeProvider clock) : IRunObserver
{
    /// <summary>Steps come many times a second, and the page draws anew for each that it is told of.</summary>
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    long told;
    StepDone? step;
    bool ended;

    /// <summary>The run's name.</summary>
    public string Name => name;

    /// <summary>What can pause and stop it; null where it takes no orders.</summary>
    public RunControl? Control { get; init; }

    /// <summary>The run with what is known here and not in files.</summary>
    public RunView Complete(RunView view)
    {
        lock (gate)
        {
            if (ended || !(view.IsLive || view.State == RunState.Unfinished))
                return view;
            return view with { State = Control is { IsPaused: true } ? RunState.Paused : RunState.Live, Step = step };
        }
    }

    /// <inheritdoc/>
    public void StepDone(in StepDone e)
    {
        lock (gate)
            step = e;
        if (told != 0 && clock.GetElapsedTime(told) < Pace)
            return;
        told = clock.GetTimestamp();
        signal.Raise();
    }

    /// <inheritdoc/>
    public void EpochDone(EpochDone e) => signal.Raise();

    /// <inheritdoc/>
    public void Watched(WatchedInterval e) => signal.Raise();

    /// <inheritdoc/>
    public void Diagnosed(Diagnosis e) => signal.Raise();

    /// <inheritdoc/>
    public void RunEnded(RunEnded e)
    {
        lock (gate)
            (ended, step) = (true, null);
        signal.Raise();
    }
}
