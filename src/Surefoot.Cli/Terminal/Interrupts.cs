using System.Globalization;
using System.Runtime.InteropServices;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// Ctrl-C, the termination signal, and the terminal being closed: the first asks the run to finish its step and to save
/// what it has, the second ends the program at once.
/// </summary>
sealed class Interrupts : IDisposable
{
    readonly PosixSignalRegistration interrupt,
        terminate;
    readonly PosixSignalRegistration? hangUp;

    public Interrupts()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
        if (!HangUpIsIgnored())
            hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle);
    }

    /// <summary>What ends a run at the first signal.</summary>
    public RunControl Control { get; } = new();

    /// <summary>Whether a signal has come; a run may have been asked to end by other ways.</summary>
    public bool Came { get; private set; }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => Control.Stopping;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        hangUp?.Dispose();
    }

    // A run that was started with nohup is meant to go on when the terminal is closed; registering would undo that.
    static bool HangUpIsIgnored()
    {
        const string Ignored = "SigIgn:";
        if (!OperatingSystem.IsLinux())
            return false;
#pragma warning disable RS0030 // The kernel's, and of a few lines.
        string? line = File.ReadLines("/proc/self/status")
            .FirstOrDefault(one => one.StartsWith(Ignored, StringComparison.Ordinal));
#pragma warning restore RS0030
        return line is not null
            && ulong.TryParse(
                line[Ignored.Length..].Trim(),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out ulong signals
            )
            && (signals & 1) != 0;
    }

    void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Came = true;
        if (Control.IsStopping)
            Environment.Exit(ExitCode.Interrupted);
        Control.Stop();
        Console.Error.WriteLine();
        Console.Error.WriteLine("Finishing the step in hand; once more to end at once.");
    }
}
