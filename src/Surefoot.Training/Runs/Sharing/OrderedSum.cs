using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Memory;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Runs.Sharing;

/// <summary>
/// The sum over all shards of as many numbers each, in the order of the plan's tree whoever computed which shard: the
/// same bits for any number of processes. Each process sums a slice of every part and gives it to all, so that the
/// bytes sent are those of an all-reduce. Allocates nothing once it is made.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
sealed unsafe class OrderedSum<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // A part is exchanged while it is in the cache.
    const int PartBytes = 1 << 20;

    readonly ShardPlan plan;
    readonly IProcessGroup? group;
    readonly int rank,
        part;
    readonly Block<T>[] own,
        scratch;
    readonly T[] sent = [],
        received = [];
    readonly int[] sendLengths,
        receiveLengths,
        sliceLengths,
        firstNode;

    /// <summary>What computes a shard's numbers.</summary>
    internal interface IShards
    {
        /// <summary>Computes those of a shard.</summary>
        /// <param name="shard">Which.</param>
        /// <param name="values">Receives them; of any content before.</param>
        void Compute(int shard, Span<T> values);
    }

    /// <summary>A sum.</summary>
    /// <param name="length">How many numbers a shard has.</param>
    /// <param name="plan">The tree, and who has what of it.</param>
    /// <param name="group">The processes; null for this alone.</param>
    public OrderedSum(int length, ShardPlan plan, IProcessGroup? group)
    {
        (this.plan, this.group, rank) = (plan, group, group?.Rank ?? 0);
        var held = plan.NodesOf(rank);
        own = new Block<T>[held.Length];
        int largest = 1;
        for (int i = 0; i < held.Length; i++)
        {
            own[i] = new(length);
            largest = Math.Max(largest, held[i].End - held[i].First);
        }
        scratch = new Block<T>[BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)largest))];
        for (int i = 0; i < scratch.Length; i++)
            scratch[i] = new(length);
        int size = plan.Processes;
        (sendLengths, receiveLengths, sliceLengths) = (new int[size], new int[size], new int[size]);
        firstNode = new int[size + 1];
        for (int i = 0; i < size; i++)
            firstNode[i + 1] = firstNode[i] + plan.NodesOf(i).Length;
        part = Math.Min(length, PartBytes / sizeof(T));
        if (size == 1)
            return;
        sent = new T[part * held.Length];
        received = new T[((part / size) + 1) * firstNode[size]];
    }

    /// <summary>Computes this process's shards, one after the other, and keeps the sums of its nodes.</summary>
    public void Compute(IShards shards)
    {
        var held = plan.NodesOf(rank);
        for (int i = 0; i < held.Length; i++)
            Compute(shards, held[i].First, held[i].End, own[i], 0);
    }

    void Compute(IShards shards, int first, int end, Block<T> into, int depth)
    {
        if (end - first == 1)
        {
            shards.Compute(first, into.Span);
            return;
        }
        int middle = ShardPlan.Middle(first, end);
        Compute(shards, first, middle, into, depth);
        Compute(shards, middle, end, scratch[depth], depth + 1);
        fixed (
            T* left = into.Span,
                right = scratch[depth].Span
        )
            Elementwise.Add(left, right, left, into.Length);
    }

    /// <summary>The sum over all shards, once every process has computed its own.</summary>
    /// <returns>The sum, until the next <see cref="Compute(IShards)"/>.</returns>
    public ReadOnlySpan<T> Total()
    {
        Span<T> total = own[0].Span;
        if (plan.Processes > 1)
            for (int start = 0; start < total.Length; start += part)
                Exchange(start, Math.Min(part, total.Length - start));
        return total;
    }

    void Exchange(int start, int length)
    {
        int size = plan.Processes,
            at = 0;
        for (int to = 0; to < size; to++)
        {
            var (first, count) = Slice(length, to);
            foreach (Block<T> node in own)
            {
                node.Span.Slice(start + first, count).CopyTo(sent.AsSpan(at));
                at += count;
            }
            (sendLengths[to], sliceLengths[to]) = (count * own.Length * sizeof(T), count * sizeof(T));
        }
        int mine = Slice(length, rank).Count;
        for (int from = 0; from < size; from++)
            receiveLengths[from] = mine * plan.NodesOf(from).Length * sizeof(T);
        Span<T> came = received.AsSpan(0, mine * firstNode[size]);
        group!.Exchange(
            MemoryMarshal.AsBytes<T>(sent.AsSpan(0, at)),
            sendLengths,
            MemoryMarshal.AsBytes(came),
            receiveLengths
        );
        fixed (T* slices = received)
        {
            int next = 0;
            T* sum = Fold(0, plan.Shards, slices, mine, ref next);
            group.GatherSlices(
                MemoryMarshal.AsBytes(new ReadOnlySpan<T>(sum, mine)),
                MemoryMarshal.AsBytes(own[0].Span.Slice(start, length)),
                sliceLengths
            );
        }
    }

    // The tree above the nodes that processes hold. The nodes came in their order, so the next one that is met is the
    // next in memory.
    T* Fold(int first, int end, T* slices, int length, ref int next)
    {
        if (IsHeld(first, end, next))
            return slices + ((nint)next++ * length);
        int middle = ShardPlan.Middle(first, end);
        T* left = Fold(first, middle, slices, length, ref next);
        T* right = Fold(middle, end, slices, length, ref next);
        Elementwise.Add(left, right, left, length);
        return left;
    }

    bool IsHeld(int first, int end, int node)
    {
        int process = 0;
        while (firstNode[process + 1] <= node)
            process++;
        return plan.NodesOf(process)[node - firstNode[process]] == (first, end);
    }

    (int First, int Count) Slice(int length, int process)
    {
        int first = (int)((long)length * process / plan.Processes);
        return (first, (int)((long)length * (process + 1) / plan.Processes) - first);
    }
}
