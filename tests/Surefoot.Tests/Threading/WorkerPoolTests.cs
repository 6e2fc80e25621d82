using Surefoot.Threading;

namespace Surefoot.Tests.Threading;

/// <summary>
/// Every piece of every job runs once, whoever asks, however small the job, and whatever the pieces throw.
/// </summary>
public class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Every_piece_of_tens_of_thousands_of_jobs_runs_once(int threads)
    {
        using var pool = new WorkerPool(threads);
        Assert.Equal(threads, pool.Threads);
        int[] runs = new int[17];
        for (int job = 0; job < 20_000; job++)
        {
            int pieces = job % 18;
            var work = new Count(runs);
            pool.Run(ref work, pieces);
            for (int piece = 0; piece < pieces; piece++)
            {
                if (runs[piece] != 1)
                    Assert.Fail($"Piece {piece} of job {job} ran {runs[piece]} times.");
                runs[piece] = 0;
            }
        }
        Assert.All(runs, count => Assert.Equal(0, count));
    }

    [Fact]
    public void Several_callers_share_a_pool()
    {
        using var pool = new WorkerPool(3);
        int[][] totals = [.. Enumerable.Range(0, 4).Select(_ => new int[8])];
        Thread[] callers =
        [
            .. totals.Select(runs => new Thread(() =>
            {
                for (int job = 0; job < 5_000; job++)
                {
                    var work = new Count(runs);
                    pool.Run(ref work, runs.Length);
                }
            })),
        ];
        foreach (var caller in callers)
            caller.Start();
        foreach (var caller in callers)
            caller.Join();
        Assert.All(totals, runs => Assert.All(runs, count => Assert.Equal(5_000, count)));
    }

    [Fact]
    public void A_job_may_ask_for_another()
    {
        using var pool = new WorkerPool(3);
        int[] runs = new int[5];
        for (int i = 0; i < 1_000; i++)
        {
            var work = new Nested(pool, runs);
            pool.Run(ref work, 4);
        }
        Assert.All(runs, count => Assert.Equal(4_000, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_a_piece_throws_reaches_the_caller_after_all_pieces_ran(int threads)
    {
        using var pool = new WorkerPool(threads);
        int[] runs = new int[6];
        for (int i = 1; i <= 500; i++)
        {
            var failing = new Failing(runs, i % 6);
            Assert.Equal($"piece {i % 6}", Assert.Throws<InvalidDataException>(() => pool.Run(ref failing, 6)).Message);
            // The pool is as good as new.
            var work = new Count(runs);
            pool.Run(ref work, 6);
        }
        Assert.All(runs, count => Assert.Equal(1_000, count));
    }

    [Fact]
    public void A_job_may_carry_results_out()
    {
        using var pool = new WorkerPool(3);
        for (int i = 0; i < 1_000; i++)
        {
            var work = new Sum();
            pool.Run(ref work, 10);
            Assert.Equal(55, work.Total);
        }
    }

    [Fact]
    public void A_pool_ends_once_and_then_refuses()
    {
        for (int i = 0; i < 50; i++)
        {
            var pool = new WorkerPool(4);
            var work = new Sum();
            if (i % 2 == 0)
                pool.Run(ref work, 10);
            pool.Dispose();
            pool.Dispose();
            Assert.Throws<ObjectDisposedException>(() => pool.Run(ref work, 10));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));
    }

    [Fact]
    public void Workers_that_have_gone_to_sleep_wake_up()
    {
        using var pool = new WorkerPool(3);
        int[] runs = new int[3];
        for (int i = 0; i < 30; i++)
        {
            // Far longer than the workers spin; only how they are woken depends on it, not the result.
            Thread.Sleep(1);
            var work = new Count(runs);
            pool.Run(ref work, 3);
        }
        Assert.All(runs, count => Assert.Equal(30, count));
    }

    readonly struct Count(int[] runs) : IJob
    {
        public void Execute(int piece) => Interlocked.Increment(ref runs[piece]);
    }

    struct Sum : IJob
    {
        public int Total;

        public void Execute(int piece) => Interlocked.Add(ref Total, piece + 1);
    }

    readonly struct Nested(WorkerPool pool, int[] runs) : IJob
    {
        public void Execute(int piece)
        {
            var inner = new Count(runs);
            pool.Run(ref inner, runs.Length);
        }
    }

    readonly struct Failing(int[] runs, int at) : IJob
    {
        public void Execute(int piece)
        {
            Interlocked.Increment(ref runs[piece]);
            if (piece == at)
                throw new InvalidDataException($"piece {piece}");
        }
    }
}
