using Surefoot.Lab.Following;

namespace Surefoot.Lab.Server;

/// <summary>
/// Looks at the run folders a few times a second, but only while somebody listens. Looking at sizes and dates finds
/// changes on every file system, shared ones included, where notices from the system do not.
/// </summary>
/// <param name="catalog">What is looked at.</param>
/// <param name="signal">Told of changes.</param>
/// <param name="quiet">Where the looking is done.</param>
/// <param name="clock">What paces the looks.</param>
sealed class RunWatch(RunCatalog catalog, ChangeSignal signal, QuietThread quiet, TimeProvider clock)
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    int listeners;

    /// <summary>Somebody listens until what is returned is disposed.</summary>
    public IDisposable Listen()
    {
        Interlocked.Increment(ref listeners);
        return new Listening(this);
    }

    /// <summary>Looks until it is cancelled.</summary>
    public async Task Run(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                if (Volatile.Read(ref listeners) > 0)
                    await quiet.Run(Look);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    Task Look()
    {
        if (catalog.Look())
            signal.Raise();
        return Task.CompletedTask;
    }

    sealed class Listening(RunWatch watch) : IDisposable
    {
        int over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref over, 1) == 0)
                Interlocked.Decrement(ref watch.listeners);
        }
    }
}
