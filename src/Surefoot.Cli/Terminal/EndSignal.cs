using System.Runtime.InteropServices;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// Waits for Ctrl-C, the termination signal or the terminal being closed, where ending at once loses nothing.
/// </summary>
sealed class EndSignal : IDisposable
{
    readonly ManualResetEventSlim came = new();
    readonly PosixSignalRegistration[] registrations;

    public EndSignal() =>
        registrations = [
            .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal =>
                PosixSignalRegistration.Create(signal, Handle)
            ),
        ];

    /// <summary>Returns when one has come.</summary>
    public void Wait() => came.Wait();

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
        came.Dispose();
    }

    void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        came.Set();
    }
}
