using System.Runtime.ExceptionServices;
using Surefoot.Training.Runs.Sharing;

namespace Surefoot.Training.Tests.Runs.Sharing;

/// <summary>Processes that are threads of this one: what a trainer asks of a group, without MPI.</summary>
sealed unsafe class ThreadGroup
{
    // Far beyond what any call waits for: so that a test that would hang fails.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly object gate = new();
    readonly (nint Bytes, nint Lengths, int Length)[] posted;
    int waiting,
        round;
    bool aborted;

    ThreadGroup(int size) => posted = new (nint, nint, int)[size];

    /// <summary>How a process ended: with a result, or with an exception.</summary>
    internal sealed record Ending<TResult>(TResult? Result, Exception? Failure);

    /// <summary>Runs the same in so many processes, and hands back what each gave.</summary>
    public static TResult[] Run<TResult>(int size, Func<IProcessGroup, TResult> process)
    {
        Ending<TResult>[] endings = Try(size, process);
        foreach (Ending<TResult> ending in endings)
            if (ending.Failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
        return [.. endings.Select(ending => ending.Result!)];
    }

    /// <summary>The same where some may fail.</summary>
    public static Ending<TResult>[] Try<TResult>(int size, Func<IProcessGroup, TResult> process)
    {
        var group = new ThreadGroup(size);
        var endings = new Ending<TResult>[size];
        Thread[] threads =
        [
            .. Enumerable.Range(0, size).Select(rank => new Thread(() => endings[rank] = End(group, rank, process))),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return endings;
    }

    static Ending<TResult> End<TResult>(ThreadGroup group, int rank, Func<IProcessGroup, TResult> process)
    {
        try
        {
            return new(process(new Member(group, rank)), null);
        }
        catch (Exception e)
        {
            return new(default, e);
        }
    }

    // All have come here, and none is let on before.
    void Meet()
    {
        lock (gate)
        {
            int mine = round;
            if (++waiting == posted.Length)
            {
                (waiting, round) = (0, round + 1);
                Monitor.PulseAll(gate);
            }
            while (round == mine && !aborted)
                if (!Monitor.Wait(gate, Patience))
                    throw new TimeoutException("The other processes did not come.");
            if (round == mine)
                throw new OperationCanceledException("Another process has ended the group.");
        }
    }

    sealed class Member(ThreadGroup group, int rank) : IProcessGroup
    {
        public int Rank => rank;

        public int Size => group.posted.Length;

        public void Gather(ReadOnlySpan<byte> own, Span<byte> all)
        {
            Check(all.Length == Size * own.Length);
            fixed (byte* bytes = own)
            {
                Post(bytes, null, own.Length);
                for (int from = 0; from < Size; from++)
                    Read(from, 0, all.Slice(from * own.Length, own.Length));
                group.Meet();
            }
        }

        public void Exchange(
            ReadOnlySpan<byte> send,
            ReadOnlySpan<int> sendLengths,
            Span<byte> receive,
            ReadOnlySpan<int> receiveLengths
        )
        {
            fixed (byte* bytes = send)
            fixed (int* lengths = sendLengths)
            {
                Post(bytes, lengths, send.Length);
                int at = 0;
                for (int from = 0; from < Size; from++)
                {
                    int skipped = 0;
                    for (int to = 0; to < rank; to++)
                        skipped += ((int*)group.posted[from].Lengths)[to];
                    Check(receiveLengths[from] == ((int*)group.posted[from].Lengths)[rank]);
                    Read(from, skipped, receive.Slice(at, receiveLengths[from]));
                    at += receiveLengths[from];
                }
                Check(receive.Length == at);
                group.Meet();
            }
        }

        public void GatherSlices(ReadOnlySpan<byte> own, Span<byte> all, ReadOnlySpan<int> lengths)
        {
            Check(lengths[rank] == own.Length);
            fixed (byte* bytes = own)
            {
                Post(bytes, null, own.Length);
                int at = 0;
                for (int from = 0; from < Size; from++)
                {
                    Read(from, 0, all.Slice(at, lengths[from]));
                    at += lengths[from];
                }
                Check(all.Length == at);
                group.Meet();
            }
        }

        public void Abort()
        {
            lock (group.gate)
            {
                group.aborted = true;
                Monitor.PulseAll(group.gate);
            }
        }

        void Post(byte* bytes, int* lengths, int length)
        {
            group.posted[rank] = ((nint)bytes, (nint)lengths, length);
            group.Meet();
        }

        // An assertion would allocate, and a step may not.
        static void Check(bool fits)
        {
            if (!fits)
                throw new InvalidOperationException("The processes do not expect the same number of bytes.");
        }

        void Read(int from, int skipped, Span<byte> into)
        {
            var (bytes, _, length) = group.posted[from];
            new ReadOnlySpan<byte>((void*)bytes, length).Slice(skipped, into.Length).CopyTo(into);
        }
    }
}
