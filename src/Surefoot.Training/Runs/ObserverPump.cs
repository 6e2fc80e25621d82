using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Runs;

/// <summary>
/// Tells the observers what happens, on a thread of its own, so that none can slow the run. Every event is told in
/// order, except that of the steps only the latest is, about twenty times a second. An observer that throws is dropped,
/// and the others are warned of it.
/// </summary>
sealed class ObserverPump : IRunState
{
    static readonly TimeSpan StepInterval = TimeSpan.FromMilliseconds(50);

    readonly object gate = new();
    readonly List<IRunObserver> observers;
    readonly Queue<Action<IRunObserver>> events = new();
    readonly List<string> warnings = [];
    readonly TimeSpan patience;
    readonly Thread? thread;
    StepDone step;
    bool stepWaits,
        closing,
        abandoned;
    long told;

    /// <summary>A pump for some observers; without any, no thread is started.</summary>
    /// <param name="observers">Who is to be told.</param>
    /// <param name="patience">
    /// How long a call of an observer may last once the run is over; the default is ten seconds.
    /// </param>
    public ObserverPump(IEnumerable<IRunObserver> observers, TimeSpan? patience = null)
    {
        this.observers = [.. observers];
        this.patience = patience ?? TimeSpan.FromSeconds(10);
        if (this.observers.Count == 0)
            return;
        foreach (IWarningObserver one in this.observers.OfType<IWarningObserver>())
            one.Warn = Warn;
        thread = new Thread(Loop, maxStackSize: 1 << 20) { IsBackground = true, Name = "Surefoot observers" };
        thread.Start();
    }

    /// <summary>Whether anybody is to be told.</summary>
    public bool HasObservers => thread is not null;

    /// <summary>Tells of a step. Allocates nothing and never waits for an observer.</summary>
    public void StepDone(in StepDone latest)
    {
        lock (gate)
        {
            step = latest;
            stepWaits = true;
        }
    }

    /// <summary>Tells of anything else, in order. A step that still waits is older and no longer told of.</summary>
    public void Tell(Action<IRunObserver> call)
    {
        // Without a thread nothing would ever take it out again.
        if (!HasObservers)
            return;
        lock (gate)
        {
            stepWaits = false;
            events.Enqueue(call);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Warns the observers, and keeps the warning for the run's result.</summary>
    public void Warn(string message)
    {
        lock (gate)
            warnings.Add(message);
        Tell(observer => observer.Warned(message));
    }

    /// <summary>What was warned of so far, in order.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (gate)
                return [.. warnings];
        }
    }

    /// <inheritdoc/>
    public string Name => "warnings";

    /// <inheritdoc/>
    public void Write(RunStateWriter state) => state.Json["warnings"] = JsonFields.Texts(Warnings);

    /// <summary>Takes over what was warned of before; none of the observers is told again.</summary>
    public void Read(RunStateReader state)
    {
        IReadOnlyList<string> before = state.Json.OptionalTexts("warnings");
        lock (gate)
            warnings.InsertRange(0, before);
    }

    /// <summary>
    /// Waits until everything has been told, and ends the thread; again does nothing. An observer that hangs is left
    /// behind.
    /// </summary>
    public void Close()
    {
        lock (gate)
        {
            closing = true;
            Monitor.Pulse(gate);
        }
        for (long before = Interlocked.Read(ref told); !abandoned && thread is not null && !thread.Join(patience); )
        {
            long now = Interlocked.Read(ref told);
            if (now == before)
            {
                lock (gate)
                    warnings.Add(
                        $"An observer did not return within {patience.TotalSeconds:0.##} s of the run's end "
                            + "and was left behind."
                    );
                abandoned = true;
            }
            before = now;
        }
    }

    void Loop()
    {
        while (Next(out Action<IRunObserver>? call, out StepDone latest))
        {
            for (int i = 0; i < observers.Count; )
            {
                if (Told(observers[i], call, latest))
                    i++;
                else
                    observers.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// Waits for the next thing to tell: an event, or, once a while has passed without one, the latest step (and no
    /// call). False at the end.
    /// </summary>
    bool Next(out Action<IRunObserver>? call, out StepDone latest)
    {
        lock (gate)
        {
            latest = default;
            while (!events.TryDequeue(out call))
            {
                if (closing)
                    return false;
                if (Monitor.Wait(gate, StepInterval) || !stepWaits)
                    continue;
                latest = step;
                stepWaits = false;
                return true;
            }
            return true;
        }
    }

    /// <summary>Tells one observer; false if it failed.</summary>
    bool Told(IRunObserver observer, Action<IRunObserver>? call, in StepDone latest)
    {
        try
        {
            if (call is null)
                observer.StepDone(latest);
            else
                call(observer);
            return true;
        }
        catch (Exception e)
        {
            Warn($"{observer.GetType().Name} failed and is no longer told of this run, which goes on: {e.Message}");
            return false;
        }
        finally
        {
            Interlocked.Increment(ref told);
        }
    }
}
