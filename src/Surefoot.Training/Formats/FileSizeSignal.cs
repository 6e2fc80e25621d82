using System.Runtime.InteropServices;

namespace Surefoot.Training.Formats;

/// <summary>
/// Where the size of files is limited (<c>ulimit -f</c>), a write beyond it ends the process by a signal before it can
/// say why. A program that ignores the signal gets an error from the write instead, and can tell the user. It is the
/// program's to choose, not the library's.
/// </summary>
static partial class FileSizeSignal
{
    // SIGXFSZ has this number on Linux and macOS; SIG_IGN is 1.
    const int Number = 25,
        IgnoreIt = 1;

    /// <summary>
    /// Ignores the signal, from now on and in the whole process; does nothing on Windows, which has none.
    /// </summary>
    public static void Ignore()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            _ = Signal(Number, IgnoreIt);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Signal(int number, nint action);
}
