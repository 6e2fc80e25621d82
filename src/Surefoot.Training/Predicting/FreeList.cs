namespace Surefoot.Training.Predicting;

/// <summary>
/// Things that are used by one thread at a time, taken and given back without a lock: a stack whose head counts how
/// often it changed, so that a head that was changed and changed back is not taken for the same (R. K. Treiber,
/// "Systems programming: coping with parallelism", 1986). The last that was given back is taken first.
/// </summary>
/// <typeparam name="T">What they are.</typeparam>
/// <param name="make">Makes one more when none is free: as many are made as are ever used at once.</param>
sealed class FreeList<T>(Func<T> make) : IDisposable
    where T : class, IDisposable
{
    readonly Lock growing = new();
    Entry[] entries = new Entry[4];
    int made;
    bool disposed;

    // The number of changes in the high half; in the low half the place of the top entry, counted from 1.
    long head;

    /// <summary>How many were made.</summary>
    internal int Made => Volatile.Read(ref made);

    /// <summary>The top of the stack with the count of changes.</summary>
    internal long Head => Volatile.Read(ref head);

    /// <summary>Takes one.</summary>
    /// <exception cref="ObjectDisposedException">The list was disposed of.</exception>
    internal Entry Take()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed), typeof(Predictor));
        while (true)
        {
            long seen = Volatile.Read(ref head);
            int top = (int)seen;
            if (top == 0)
                return Add();
            var entry = Volatile.Read(ref entries)[top - 1];
            if (TryChange(seen, Volatile.Read(ref entry.Below)))
                return entry;
        }
    }

    /// <summary>Gives one back.</summary>
    internal void Return(Entry entry)
    {
        long seen;
        do
        {
            seen = Volatile.Read(ref head);
            Volatile.Write(ref entry.Below, (int)seen);
        } while (!TryChange(seen, entry.Place));
        if (Volatile.Read(ref disposed))
            DisposeFree();
    }

    /// <summary>Disposes of those that are free, and of the others as they are given back.</summary>
    public void Dispose()
    {
        Volatile.Write(ref disposed, true);
        // What a thread gives back now, it or this one finds; both look after both have written.
        Interlocked.MemoryBarrier();
        DisposeFree();
    }

    void DisposeFree()
    {
        while (true)
        {
            long seen = Volatile.Read(ref head);
            int top = (int)seen;
            if (top == 0)
                return;
            var entry = Volatile.Read(ref entries)[top - 1];
            if (TryChange(seen, Volatile.Read(ref entry.Below)))
                entry.Value.Dispose();
        }
    }

    bool TryChange(long seen, int top) =>
        Interlocked.CompareExchange(ref head, (((seen >> 32) + 1) << 32) | (uint)top, seen) == seen;

    Entry Add()
    {
        T value = make();
        lock (growing)
        {
            var all = entries;
            if (made == all.Length)
                Array.Resize(ref all, 2 * made);
            var entry = new Entry(value, made + 1);
            all[made] = entry;
            Volatile.Write(ref entries, all);
            Volatile.Write(ref made, made + 1);
            return entry;
        }
    }

    /// <summary>One of them, and its place in the stack.</summary>
    internal sealed class Entry(T value, int place)
    {
        /// <summary>The place of the entry below, counted from 1; 0 for none.</summary>
        internal int Below;

        /// <summary>What it is.</summary>
        internal T Value => value;

        /// <summary>Its own place.</summary>
        internal int Place => place;
    }
}
