using System.Diagnostics;
using System.Globalization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>When a process started, as a text that tells it from a later one of the same number.</summary>
static class ProcessStart
{
    // The place of the start behind the process's name in /proc/N/stat, in ticks since the system came up.
    const int StartField = 19;

    /// <summary>The start of a process; null where there is no such process.</summary>
    /// <param name="process">Its number.</param>
    public static string? Of(int process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using Process one = Process.GetProcessById(process);
                return one.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
            }
            // A clock that is set anew does not change this, and the identity of the boot tells apart what the ticks do
            // not.
            string stat = SystemFile.Text(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X"
                ? null
                : $"{SystemFile.Text("/proc/sys/kernel/random/boot_id").Trim()}/{fields[StartField]}";
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
