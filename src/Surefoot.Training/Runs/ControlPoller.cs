namespace Surefoot.Training.Runs;

/// <summary>
/// Looks twice a second whether another process asks something of the run, by the file `control` in its folder, and
/// lets others know whether the run waits.
/// </summary>
sealed class ControlPoller : IDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    readonly Timer timer;

    /// <summary>Looks until it is disposed.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="held">The lock that this process has on it.</param>
    /// <param name="control">What passes the requests on to the trainer.</param>
    public ControlPoller(RunFolder folder, RunLock held, RunControl control) =>
        timer = new Timer(_ => Look(folder, held, control), state: null, Interval, Interval);

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    static void Look(RunFolder folder, RunLock held, RunControl control)
    {
        if (folder.TakeRequest() is { } request)
            control.Do(request);
        held.Note(control.IsPaused);
    }
}
