using System.Runtime.InteropServices;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// Ctrl-C and the termination signal: the first asks the run to finish its step and to save what it has, the second ends the program
/// at once.
/// </summary>
sealed class Interrupts : IDisposable
{
    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration _interrupt, _terminate;

    public Interrupts()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_source.IsCancellationRequested)
            Environment.Exit(ExitCode.Interrupted);
        _source.Cancel();
        Console.Error.WriteLine(Environment.NewLine + "Finishing the step in hand; once more to end at once.");
    }
}
