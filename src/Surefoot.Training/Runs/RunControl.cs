namespace Surefoot.Training.Runs;

/// <summary>
/// What may act on a run from outside: pause it, let it go on, ask for a checkpoint, end it. Every call returns at
/// once; the trainer looks between two steps, so a step is never cut. Any thread may call.
/// </summary>
public sealed class RunControl
{
    readonly object gate = new();
    readonly CancellationTokenSource stopping = new();
    bool paused,
        checkpoint;

    // One look a step: whether anything at all is asked for.
    volatile bool asked;

    /// <summary>Whether the run waits, or will after the step in hand.</summary>
    public bool IsPaused
    {
        get
        {
            lock (gate)
                return paused && !IsStopping;
        }
    }

    /// <summary>Whether the run has been asked to end.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Lets the run wait after the step in hand, until <see cref="Continue"/> or <see cref="Stop"/>.</summary>
    public void Pause()
    {
        lock (gate)
            paused = asked = true;
    }

    /// <summary>Ends a pause; does nothing where there is none.</summary>
    public void Continue()
    {
        lock (gate)
        {
            paused = false;
            asked = checkpoint || IsStopping;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>
    /// Ends the run after the step in hand: a checkpoint is written where the run keeps any, and its outcome is
    /// <see cref="RunOutcome.Interrupted"/>.
    /// </summary>
    public void Stop()
    {
        // Outside the gate: whoever waits for the token may call back.
        stopping.Cancel();
        lock (gate)
        {
            asked = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>
    /// Asks for a checkpoint after the step in hand; in a pause it is written at once. Without a folder for checkpoints
    /// nothing is written.
    /// </summary>
    public void Checkpoint()
    {
        lock (gate)
        {
            checkpoint = asked = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Does what another process asks for.</summary>
    /// <param name="request">What it asks for.</param>
    public void Do(RunRequest request)
    {
        switch (request)
        {
            case RunRequest.Pause:
                Pause();
                break;
            case RunRequest.Continue:
                Continue();
                break;
            case RunRequest.Stop:
                Stop();
                break;
            case RunRequest.Checkpoint:
                Checkpoint();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(request), request, "There is no such request.");
        }
    }

    /// <summary>Cancelled by <see cref="Stop"/>.</summary>
    internal CancellationToken Stopping => stopping.Token;

    /// <summary>Whether there is anything to obey.</summary>
    internal bool Asked => asked;

    /// <summary>Whether a checkpoint is asked for; it is not any more after that.</summary>
    internal bool TakeCheckpoint()
    {
        lock (gate)
        {
            bool wanted = checkpoint;
            checkpoint = false;
            asked = paused || IsStopping;
            return wanted;
        }
    }

    /// <summary>Waits until something is to be done: a checkpoint, going on, or ending.</summary>
    /// <returns>Whether the pause goes on, which is so while only a checkpoint is asked for.</returns>
    internal bool WaitWhilePaused()
    {
        lock (gate)
        {
            while (paused && !checkpoint && !IsStopping)
                Monitor.Wait(gate);
            return paused && !IsStopping;
        }
    }
}
