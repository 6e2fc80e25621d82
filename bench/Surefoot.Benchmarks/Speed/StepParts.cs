using System.Diagnostics;

namespace Surefoot.Benchmarks.Speed;

/// <summary>Where the time of many steps went: loading, forward, backward, optimizer.</summary>
internal sealed class StepParts
{
    readonly long[] ticks = new long[4];
    long last;

    public void Clear() => Array.Clear(ticks);

    public void Begin() => last = Stopwatch.GetTimestamp();

    public void End(int part)
    {
        long now = Stopwatch.GetTimestamp();
        ticks[part] += now - last;
        last = now;
    }

    /// <summary>The shares, as cells of a table.</summary>
    public override string ToString() => string.Join(" | ", ticks.Select(part => $"{(double)part / ticks.Sum():P0}"));
}
