using System.Diagnostics;
using Surefoot.Fuzz.Files;
using Surefoot.Training.Formats;

namespace Surefoot.Fuzz;

/// <summary>What each file of the list of attacks costs the reader of safetensors files.</summary>
static class AttackTimes
{
    const double MostMilliseconds = 50;
    const long MostBytes = 16 << 20;

    /// <summary>Prints the slowest and the largest, and whether all are within the bounds.</summary>
    /// <returns>The exit code.</returns>
    public static int Print()
    {
        string path = Path.GetTempFileName();
        var costs = new List<(string What, double Milliseconds, long Bytes)>();
        try
        {
            foreach ((string what, (byte[] bytes, _)) in SafetensorsAttackList.All)
            {
                File.WriteAllBytes(path, bytes);
                // Of five, so that neither the compiler nor another process is measured.
                costs.Add(Enumerable.Range(0, 5).Select(_ => Cost(what, path)).MinBy(cost => cost.Milliseconds));
            }
        }
        finally
        {
            File.Delete(path);
        }
        Console.WriteLine($"{costs.Count} attacks, each refused. The costliest:");
        foreach (
            var (what, milliseconds, allocated) in costs
                .OrderByDescending(cost => cost.Milliseconds)
                .Take(5)
                .Concat(costs.OrderByDescending(cost => cost.Bytes).Take(5))
                .Distinct()
        )
            Console.WriteLine($"{what, -45} {milliseconds, 8:N2} ms {allocated, 12:N0} bytes");
        bool within = costs.TrueForAll(cost => cost.Milliseconds < MostMilliseconds && cost.Bytes < MostBytes);
        Console.WriteLine(within ? "All are under 50 ms and 16 MiB." : "Some are beyond 50 ms or 16 MiB.");
        return within ? 0 : 1;
    }

    static (string What, double Milliseconds, long Bytes) Cost(string what, string path)
    {
        long before = GC.GetAllocatedBytesForCurrentThread(),
            start = Stopwatch.GetTimestamp();
        try
        {
            SafetensorsReader.Open(path).Dispose();
        }
        catch (ModelFileException)
        {
            return (
                what,
                Stopwatch.GetElapsedTime(start).TotalMilliseconds,
                GC.GetAllocatedBytesForCurrentThread() - before
            );
        }
        throw new InvalidOperationException($"\"{what}\" was read.");
    }
}
