namespace Surefoot.Fuzz;

/// <summary>
/// Ends the process when one execution takes more than ten seconds of the processor: a reader that hangs. It says
/// which, so that it can be repeated.
/// </summary>
sealed class Watchdog : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly Timer timer;
    (Fuzzer? Fuzzer, long Execution, TimeSpan Since) last;

    /// <summary>Starts to watch.</summary>
    /// <param name="running">Which fuzzer runs, and what its reader is called; null while none does.</param>
    public Watchdog(Func<(Fuzzer Fuzzer, string Name)?> running) =>
        timer = new Timer(_ => Look(running()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    void Look((Fuzzer Fuzzer, string Name)? running)
    {
        if (running is not var (fuzzer, name))
            return;
        TimeSpan now = Environment.CpuUsage.TotalTime;
        if (last.Fuzzer != fuzzer || last.Execution != fuzzer.Current)
        {
            last = (fuzzer, fuzzer.Current, now);
            return;
        }
        if (now - last.Since < Patience)
            return;
        Console.Error.WriteLine($"{name}: execution {last.Execution} hangs.");
        Environment.Exit(1);
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();
}
