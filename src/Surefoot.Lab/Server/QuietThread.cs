using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Surefoot.Lab.Server;

/// <summary>
/// The one thread on which pages are drawn and run folders are looked at, one thing after another, at a low priority:
/// however many clients ask at once, training has the processors first. What came last comes first: where many wait,
/// those who asked long ago have often gone, and one who asks now waits for one drawing and not for all of them. What
/// waits for a client waits elsewhere, and so holds up nothing here.
/// </summary>
sealed partial class QuietThread : IDisposable
{
    // Of Unix's twenty below the usual: beside a thread of training on the same core, this one gets a tenth of it.
    const int Niceness = 10;

    readonly BlockingCollection<Action> waiting = new(new ConcurrentStack<Action>());
    readonly Thread thread;

    public QuietThread()
    {
        thread = new Thread(Work)
        {
            IsBackground = true,
            Name = "Surefoot pages",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
    }

    /// <summary>Begins something here, once it is its turn.</summary>
    /// <param name="work">What to begin; where it waits for something, it goes on elsewhere.</param>
    /// <returns>Done when the work is.</returns>
    public Task Run(Func<Task> work)
    {
        TaskCompletionSource<Task> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add(() =>
        {
            try
            {
                begun.SetResult(work());
            }
            catch (Exception e)
            {
                // Whoever waits for the work is told, and the next work is done.
                begun.SetException(e);
            }
        });
        return begun.Task.Unwrap();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        waiting.Dispose();
    }

    void Work()
    {
        // .NET leaves the priority of threads alone on Unix; there, who 0 is the calling thread.
        if (!OperatingSystem.IsWindows())
            _ = SetPriority(which: 0, who: 0, Niceness);
        foreach (Action next in waiting.GetConsumingEnumerable())
            next();
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int niceness);
}
