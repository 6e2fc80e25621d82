using System.Runtime.InteropServices;

namespace Surefoot.Training.Runs.Sharing;

/// <summary>
/// What processes tell each other of a batch before its gradients are summed: the losses of their shards, whether one
/// failed, whether one is asked to stop. So none leaves the loop while others wait for it, and all decide alike.
/// Allocates nothing once it is made.
/// </summary>
/// <param name="plan">Who has which shards.</param>
/// <param name="group">The processes; null for this alone.</param>
sealed class StepHead(ShardPlan plan, IProcessGroup? group)
{
    const int Flags = 2,
        Failed = 0,
        Stops = 1;

    readonly double[] own = new double[WidthOf(plan)],
        all = new double[plan.Processes * WidthOf(plan)];

    // The flags and the losses of the shards of the process that has most.
    static int WidthOf(ShardPlan plan) => Flags + ((plan.Shards - 1) / plan.Processes) + 1;

    int Rank => group?.Rank ?? 0;

    /// <summary>Takes note of the loss of a shard of this process, times what it counts.</summary>
    public void Loss(int shard, double loss) => own[Flags + shard - plan.FirstOf(Rank)] = loss;

    /// <summary>Tells the others, and hears them.</summary>
    /// <param name="failed">Whether this process could not compute its shards.</param>
    /// <param name="stops">Whether it is asked to stop.</param>
    public void Exchange(bool failed, bool stops)
    {
        (own[Failed], own[Stops]) = (failed ? 1 : 0, stops ? 1 : 0);
        if (group is { Size: > 1 })
            group.Gather(MemoryMarshal.AsBytes<double>(own), MemoryMarshal.AsBytes(all.AsSpan()));
        else
            own.CopyTo(all, 0);
    }

    /// <summary>The first process that failed; −1 where none did.</summary>
    public int FirstFailed => FirstWith(Failed);

    /// <summary>Whether any process is asked to stop.</summary>
    public bool AnyStops => FirstWith(Stops) >= 0;

    /// <summary>The sum of the losses, in the order of the shards.</summary>
    public double SumOfLosses()
    {
        double sum = 0;
        for (int rank = 0; rank < plan.Processes; rank++)
        for (int i = 0; i < plan.FirstOf(rank + 1) - plan.FirstOf(rank); i++)
            sum += all[(rank * own.Length) + Flags + i];
        return sum;
    }

    int FirstWith(int flag)
    {
        for (int rank = 0; rank < plan.Processes; rank++)
            if (all[(rank * own.Length) + flag] != 0)
                return rank;
        return -1;
    }
}
