using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Surefoot.Memory;

/// <summary>
/// One contiguous run of numbers, zero at first, that never moves: aligned to a cache line for vectors, and staggered
/// against the other blocks, because large arrays that start on the same page boundary fight for the same cache sets
/// (up to four times slower).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class Block<T>
    where T : unmanaged, INumberBase<T>
{
    const int CacheLine = 64,
        Page = 4096;

    // An odd number of cache lines, so that eight blocks in a row start in different sets.
    const int Stagger = 9 * CacheLine;

    static int made;

    readonly T[] storage;
    readonly int start;

    /// <summary>A block of <paramref name="length"/> zeros.</summary>
    /// <param name="length">How many numbers, 0 or more.</param>
    public Block(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        storage = GC.AllocateArray<T>(length + ((Page + (8 * Stagger)) / sizeof(T)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(storage));
        nuint page = (long)length * sizeof(T) >= Page ? Page : (nuint)CacheLine;
        nuint aligned =
            ((address + page - 1) & ~(page - 1))
            + (page == Page ? (nuint)(Interlocked.Increment(ref made) & 7) * Stagger : 0);
        start = (int)((aligned - address) / (nuint)sizeof(T));
        LargePages.Ask((void*)aligned, (nuint)length * (nuint)sizeof(T));
    }

    /// <summary>How many numbers the block holds.</summary>
    public int Length { get; }

    /// <summary>The numbers.</summary>
    public Span<T> Span => storage.AsSpan(start, Length);

    /// <summary>The numbers, for code that keeps them.</summary>
    public Memory<T> Memory => storage.AsMemory(start, Length);

    /// <summary>Where the numbers lie; valid for as long as the block is reachable.</summary>
    internal T* Pointer => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(storage)) + start;
}
