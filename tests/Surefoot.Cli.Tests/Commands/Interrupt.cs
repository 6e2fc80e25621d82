using System.Diagnostics;
using System.Globalization;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// Ctrl-C, sent to a process. Where the tests themselves run with it ignored, as behind a shell's &amp;, so do the
/// processes that they start: those get the termination signal, which the command treats alike.
/// </summary>
static class Interrupt
{
    const string Ignored = "SigIgn:";
    const ulong InterruptBit = 1 << 1;

    public static void Send(Process process)
    {
        string line = File.ReadLines("/proc/self/status")
            .First(one => one.StartsWith(Ignored, StringComparison.Ordinal));
        bool ignored =
            (
                ulong.Parse(line[Ignored.Length..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                & InterruptBit
            ) != 0;
        using Process kill = Process.Start("kill", [ignored ? "-TERM" : "-INT", process.Id.ToString()]);
        kill.WaitForExit();
    }
}
