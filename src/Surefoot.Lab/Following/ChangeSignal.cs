namespace Surefoot.Lab.Following;

/// <summary>
/// Says that something has changed, to any number of listeners, in constant time and memory: there is one number to
/// compare and one task to wait on, whoever waits. A listener that was away finds the latest number, and nothing was
/// kept for it meanwhile.
/// </summary>
sealed class ChangeSignal
{
    readonly Lock gate = new();
    TaskCompletionSource next = New();
    long version;

    /// <summary>How many changes there were.</summary>
    public long Version => Interlocked.Read(ref version);

    /// <summary>There was a change. Never waits for a listener, nor runs one.</summary>
    public void Raise()
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            version++;
            (waiting, next) = (next, New());
        }

        waiting.SetResult();
    }

    /// <summary>Waits until there was a change after a version.</summary>
    /// <param name="seen">The version that the listener knows.</param>
    public Task After(long seen)
    {
        lock (gate)
            return version > seen ? Task.CompletedTask : next.Task;
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
