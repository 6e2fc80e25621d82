using System.Runtime.InteropServices;

namespace Surefoot.Training.Autodiff;

/// <summary>
/// The memory of one step: handed out from front to back, taken back all at once. The first steps find out how much a
/// step needs; from then on it is one run of native memory and nothing is allocated.
/// </summary>
/// <param name="limit">How many bytes it may hold; 0 for any number.</param>
internal sealed unsafe class Arena(long limit = 0) : IDisposable
{
    const nuint Alignment = 64,
        Smallest = 64 << 10;

    readonly List<(nint Start, nuint Length)> chunks = [];
    nuint position,
        used;

    /// <summary>How many bytes the arena holds.</summary>
    public long Capacity { get; private set; }

    /// <summary>Takes <paramref name="bytes"/> bytes, aligned to a cache line, of any content.</summary>
    public void* Take(nuint bytes)
    {
        // One line between neighbours: arrays of a power of two would else all begin in the same cache set.
        nuint size = ((bytes + Alignment - 1) & ~(Alignment - 1)) + Alignment;
        if (chunks.Count == 0 || position + size > chunks[^1].Length)
            Grow(size);
        void* start = (byte*)chunks[^1].Start + position;
        position += size;
        used += size;
        return start;
    }

    /// <summary>Takes everything back; what was handed out must not be used any more.</summary>
    public void Rewind()
    {
        if (chunks.Count > 1)
        {
            nuint whole = used;
            Free();
            Grow(whole);
        }
        position = used = 0;
    }

    void Grow(nuint size)
    {
        nuint length = Math.Max(size, Math.Max(Smallest, (nuint)Capacity / 2));
        if (limit > 0 && length > (nuint)(limit - Capacity))
            throw new MemoryLimitException(
                $"More than {limit >> 20} MiB would be needed for what lies between the layers."
            );
        chunks.Add(((nint)NativeMemory.AlignedAlloc(length, Alignment), length));
        Capacity += (long)length;
        position = 0;
    }

    void Free()
    {
        foreach (var (start, _) in chunks)
            NativeMemory.AlignedFree((void*)start);
        chunks.Clear();
        Capacity = 0;
    }

    /// <summary>Gives the memory back to the system.</summary>
    public void Dispose() => Free();
}
