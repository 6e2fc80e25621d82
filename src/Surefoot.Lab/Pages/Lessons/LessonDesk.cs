using Surefoot.Lab.Following;
using Surefoot.Lab.Lessons;

namespace Surefoot.Lab.Pages.Lessons;

/// <summary>
/// Runs the lessons' experiments for the page, one at a time, and keeps what they found for as long as the server runs.
/// </summary>
/// <param name="threads">Threads that an experiment computes with.</param>
/// <param name="signal">Told of every change.</param>
/// <param name="clock">Paces what is told of progress.</param>
sealed class LessonDesk(int threads, ChangeSignal signal, TimeProvider clock) : IProgress<LessonProgress>, IDisposable
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    readonly Lock gate = new();
    readonly Dictionary<string, LessonStand> found = new(StringComparer.Ordinal);
    CancellationTokenSource? running;
    string? name;
    LessonProgress progress;
    long told;

    /// <summary>How a lesson stands: what its experiment found, or how far it has come.</summary>
    public LessonStand Stand(string lesson)
    {
        lock (gate)
        {
            LessonStand stand = found.GetValueOrDefault(lesson, LessonStand.New);
            return lesson == name ? stand with { Progress = progress } : stand;
        }
    }

    /// <summary>Starts an experiment.</summary>
    /// <returns>What will happen, in a sentence; null where another one is running.</returns>
    public bool Start(Lesson lesson, LessonSize size)
    {
        lock (gate)
        {
            if (running is not null)
                return false;
            (running, name, progress) = (new CancellationTokenSource(), lesson.Name, new LessonProgress(0, "starting"));
        }

        CancellationToken cancel = running.Token;
        _ = Task.Factory.StartNew(
            () => Run(lesson, size, cancel),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        signal.Raise();
        return true;
    }

    /// <summary>Ends the experiment that is running, if any is.</summary>
    public void Cancel()
    {
        lock (gate)
            running?.Cancel();
    }

    /// <inheritdoc/>
    public void Report(LessonProgress value)
    {
        lock (gate)
            progress = value;
        if (clock.GetElapsedTime(told) < Pace)
            return;
        told = clock.GetTimestamp();
        signal.Raise();
    }

    /// <inheritdoc/>
    public void Dispose() => Cancel();

    void Run(Lesson lesson, LessonSize size, CancellationToken cancel)
    {
        LessonStand stand;
        try
        {
            stand = new(lesson.Run(size, threads, this, cancel), size, Trouble: null, Progress: null);
        }
        catch (OperationCanceledException)
        {
            stand = Stand(lesson.Name) with { Progress = null };
        }
        catch (Exception e)
            when (e
                    is SurefootException
                        or ArithmeticException
                        or InvalidOperationException
                        or ArgumentException
                        or IOException
                        or OutOfMemoryException
            )
        {
            stand = new(Result: null, size, e.Message, Progress: null);
        }

        lock (gate)
        {
            found[lesson.Name] = stand;
            running?.Dispose();
            (running, name) = (null, null);
        }

        signal.Raise();
    }
}
