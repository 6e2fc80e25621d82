using Surefoot.Training.Predicting;

namespace Surefoot.Training.Tests.Predicting;

/// <summary>What is taken belongs to one thread until it is given back.</summary>
public sealed class FreeListTests
{
    sealed class Thing : IDisposable
    {
        internal int Users;
        internal bool Disposed;

        public void Dispose() => Disposed = true;
    }

    [Fact]
    public void No_two_threads_hold_the_same()
    {
        const int Threads = 16,
            Rounds = 20_000;
        using var list = new FreeList<Thing>(() => new());
        int shared = 0;
        var threads = Enumerable
            .Range(0, Threads)
            .Select(number => new Thread(() =>
            {
                for (int i = 0; i < Rounds; i++)
                {
                    var first = list.Take();
                    var second = (i + number) % 3 == 0 ? list.Take() : null;
                    if (Interlocked.Increment(ref first.Value.Users) != 1)
                        Interlocked.Increment(ref shared);
                    if (second is not null && Interlocked.Increment(ref second.Value.Users) != 1)
                        Interlocked.Increment(ref shared);
                    if (i % 64 == number)
                        Thread.Yield();
                    Interlocked.Decrement(ref first.Value.Users);
                    list.Return(first);
                    if (second is null)
                        continue;
                    Interlocked.Decrement(ref second.Value.Users);
                    list.Return(second);
                }
            }))
            .ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.Equal(0, shared);
        Assert.InRange(list.Made, 1, 2 * Threads);
        // None was lost: all that were made are free, each once.
        int made = list.Made;
        var all = Enumerable.Range(0, made).Select(_ => list.Take()).ToArray();
        Assert.Equal(made, all.Distinct().Count());
        Assert.Equal(made, list.Made);
    }

    /// <summary>
    /// Or a thread that saw the first head and was held up would put the entry below on top, which by now is another's.
    /// </summary>
    [Fact]
    public void A_head_that_was_changed_and_changed_back_is_another()
    {
        using var list = new FreeList<Thing>(() => new());
        var (one, two) = (list.Take(), list.Take());
        list.Return(two);
        list.Return(one);
        long before = list.Head;
        Assert.Same(one, list.Take());
        Assert.Same(two, list.Take());
        list.Return(one);
        Assert.Equal((int)before, (int)list.Head);
        Assert.NotEqual(before, list.Head);
    }

    [Fact]
    public void The_last_that_was_given_back_is_taken_first_and_all_are_disposed_of()
    {
        var list = new FreeList<Thing>(() => new());
        var (one, two) = (list.Take(), list.Take());
        list.Return(one);
        list.Return(two);
        Assert.Same(two, list.Take());
        list.Dispose();
        Assert.Equal((true, false), (one.Value.Disposed, two.Value.Disposed));
        list.Return(two);
        Assert.True(two.Value.Disposed);
        Assert.Throws<ObjectDisposedException>(() => list.Take());
    }
}
