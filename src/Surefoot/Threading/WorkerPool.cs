using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Surefoot.Threading;

/// <summary>
/// A fixed set of threads that share the pieces of one job at a time. A hand-over costs well under a microsecond while
/// the workers spin (at most 50 µs after the last job), some ten when they sleep, and allocates nothing. A pool of one
/// thread starts none.
/// </summary>
public sealed unsafe class WorkerPool : IDisposable
{
    static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    /// <summary>
    /// Whether work is shared that is too small to gain by it: set by tests, whose weights and networks are small.
    /// </summary>
    internal static bool SharesSmallWork;

    readonly Worker[] workers;
    delegate* <void*, int, void> execute;
    void* job;
    int pieces;
    int unfinished;
    int busy;
    bool disposed;
    Exception? failure;

    // The number of the job in the high half, its next unclaimed piece in the low half: claiming a piece of a job that
    // is over must fail.
    long ticket;

    /// <summary>A pool of the given number of threads, the caller's among them.</summary>
    /// <param name="threads">1 or more; 1 starts no thread.</param>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.Length; i++)
            workers[i] = new Worker(this, i);
    }

    /// <summary>How many threads work on a job, the caller's among them.</summary>
    public int Threads => workers.Length + 1;

    /// <summary>How many jobs were shared so far, modulo 2³².</summary>
    internal int Shared => (int)(Volatile.Read(ref ticket) >> 32);

    /// <summary>
    /// Runs every piece of a job and returns when all are done. A call from within a job, or while another thread uses
    /// the pool, runs its pieces on the calling thread.
    /// </summary>
    /// <param name="work">The job; a struct, so that nothing is allocated.</param>
    /// <param name="count">How many pieces it has.</param>
    /// <exception cref="Exception">The first that a piece threw; the remaining pieces run all the same.</exception>
    public void Run<TJob>(ref TJob work, int count)
        where TJob : struct, IJob
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (workers.Length == 0 || count <= 1 || Interlocked.Exchange(ref busy, 1) != 0)
        {
            RunAlone(ref work, count);
            return;
        }
        try
        {
            TJob local = work;
            Share(&Invoke<TJob>, Unsafe.AsPointer(ref local), count);
            work = local;
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }
    }

    // As with several threads, what one piece throws does not keep the others from running.
    static void RunAlone<TJob>(ref TJob work, int count)
        where TJob : struct, IJob
    {
        Exception? first = null;
        for (int piece = 0; piece < count; piece++)
        {
            try
            {
                work.Execute(piece);
            }
            catch (Exception thrown)
            {
                first ??= thrown;
            }
        }
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
    }

    void Share(delegate* <void*, int, void> invoke, void* work, int count)
    {
        execute = invoke;
        job = work;
        pieces = count;
        unfinished = count;
        failure = null;
        int number = (int)(Volatile.Read(ref ticket) >> 32) + 1;
        Interlocked.Exchange(ref ticket, (long)number << 32);
        int helpers = Math.Min(workers.Length, count - 1);
        for (int i = 0; i < helpers; i++)
            workers[i].Wake();
        Take(number);
        var spinner = new SpinWait();
        for (int spins = 0; Volatile.Read(ref unfinished) > 0; spins++)
        {
            if (spins < 10_000)
                Thread.SpinWait(1);
            else
                spinner.SpinOnce(sleep1Threshold: -1);
        }
        // Closes the job before the fields of the next are written: a late worker must not claim a piece of that one
        // under this number.
        Interlocked.Exchange(ref ticket, ((long)number << 32) | int.MaxValue);
        if (failure is { } thrown)
            ExceptionDispatchInfo.Throw(thrown);
    }

    // Claims and runs pieces of the job of this number until none is left.
    void Take(int number)
    {
        while (true)
        {
            long seen = Volatile.Read(ref ticket);
            int piece = (int)seen;
            if ((int)(seen >> 32) != number || piece >= Volatile.Read(ref pieces))
                return;
            var invoke = execute;
            void* work = job;
            if (Interlocked.CompareExchange(ref ticket, seen + 1, seen) != seen)
                continue;
            try
            {
                invoke(work, piece);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref failure, thrown, null);
            }
            Interlocked.Decrement(ref unfinished);
        }
    }

    static void Invoke<TJob>(void* work, int piece)
        where TJob : struct, IJob => Unsafe.AsRef<TJob>(work).Execute(piece);

    /// <summary>Ends the threads. No job may be running.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        foreach (var worker in workers)
            worker.End();
    }

    sealed class Worker
    {
        readonly WorkerPool pool;
        readonly SemaphoreSlim signal = new(0);
        readonly Thread thread;
        volatile bool ended;
        int asleep;

        public Worker(WorkerPool pool, int index)
        {
            this.pool = pool;
            thread = new Thread(Loop, maxStackSize: 1 << 20)
            {
                IsBackground = true,
                Name = $"Surefoot worker {index + 1}",
            };
            thread.Start();
        }

        public void Wake()
        {
            if (Interlocked.Exchange(ref asleep, 0) == 1)
                signal.Release();
        }

        public void End()
        {
            ended = true;
            Wake();
            thread.Join();
            signal.Dispose();
        }

        int Number => (int)(Volatile.Read(ref pool.ticket) >> 32);

        void Loop()
        {
            int done = 0;
            while (true)
            {
                long limit = Stopwatch.GetTimestamp() + SpinTicks;
                while (Number == done && !ended && Stopwatch.GetTimestamp() < limit)
                    Thread.SpinWait(1);
                if (Number == done && !ended)
                {
                    Interlocked.Exchange(ref asleep, 1);
                    // A job or the end may have come between the last look and the flag; whoever takes the flag back
                    // owns the signal.
                    if ((Number == done && !ended) || Interlocked.Exchange(ref asleep, 0) == 0)
                        signal.Wait();
                }
                if (ended)
                    return;
                done = Number;
                pool.Take(done);
            }
        }
    }
}
