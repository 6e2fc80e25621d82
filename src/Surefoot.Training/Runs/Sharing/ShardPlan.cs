namespace Surefoot.Training.Runs.Sharing;

/// <summary>
/// How a batch is cut into shards, which process computes which, and in what order their gradients are summed: as one
/// binary tree, whose shape depends on the number of shards alone. A node [a, b) of two or more shards is the sum of
/// two, cut at the largest power of two below its length.
/// </summary>
/// <param name="shards">How many shards there are, at least <paramref name="processes"/>.</param>
/// <param name="processes">How many processes share them.</param>
sealed class ShardPlan(int shards, int processes)
{
    readonly (int First, int End)[][] nodes =
    [
        .. Enumerable
            .Range(0, processes)
            .Select(rank => Held(shards, First(shards, processes, rank), First(shards, processes, rank + 1)).ToArray()),
    ];

    /// <summary>How many shards there are.</summary>
    public int Shards => shards;

    /// <summary>How many processes share them.</summary>
    public int Processes => processes;

    /// <summary>The first shard of a process; that of the next is the end of its own.</summary>
    public int FirstOf(int rank) => First(shards, processes, rank);

    /// <summary>The largest nodes of the tree that a process has all shards of, in their order.</summary>
    public ReadOnlySpan<(int First, int End)> NodesOf(int rank) => nodes[rank];

    /// <summary>Where a node of two or more shards is cut.</summary>
    public static int Middle(int first, int end)
    {
        int power = 1;
        while (2 * power < end - first)
            power *= 2;
        return first + power;
    }

    /// <summary>
    /// Where the rows of a shard begin: the rows are divided evenly among the first <paramref name="used"/> shards, and
    /// the others have none.
    /// </summary>
    public static int Row(int rows, int used, int shard) => (int)((long)rows * Math.Min(shard, used) / used);

    static int First(int shards, int processes, int rank) => (int)((long)shards * rank / processes);

    static IEnumerable<(int First, int End)> Held(int shards, int from, int to) => Held(0, shards, from, to);

    static IEnumerable<(int First, int End)> Held(int first, int end, int from, int to)
    {
        if (end <= from || first >= to)
            return [];
        if (first >= from && end <= to)
            return [(first, end)];
        int middle = Middle(first, end);
        return [.. Held(first, middle, from, to), .. Held(middle, end, from, to)];
    }
}
