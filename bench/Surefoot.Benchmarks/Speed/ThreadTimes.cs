using System.Globalization;

namespace Surefoot.Benchmarks.Speed;

/// <summary>
/// How long threads of this process have had a processor, by Linux's own account: what load by others cannot blur.
/// </summary>
internal static class ThreadTimes
{
    /// <summary>
    /// The seconds of all threads that live now but those of some names; not a number where the system keeps no such
    /// account.
    /// </summary>
    /// <param name="except">The names' beginnings, of 15 letters at most.</param>
    public static double Seconds(params string[] except)
    {
        if (!Directory.Exists("/proc/self/task"))
            return double.NaN;
        double nanoseconds = 0;
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                string name = File.ReadAllText(Path.Combine(task, "comm"));
                if (Array.Exists(except, start => name.StartsWith(start, StringComparison.Ordinal)))
                    continue;
                nanoseconds += double.Parse(
                    File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0],
                    CultureInfo.InvariantCulture
                );
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return nanoseconds / 1e9;
    }
}
