using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Runs;

public sealed class ReadAheadTests
{
    static readonly TrainingData Data = Samples.Images(300);

    static TrainerOptions Options(int threads) =>
        new()
        {
            Epochs = 3,
            BatchSize = 32,
            Threads = threads,
        };

    static TrainingData Watched(WatchedDataset.Look look) =>
        Samples.With(Data, new WatchedDataset(Data.Training, look) { IsSlow = true });

    static float[] Trained(TrainingData data, int threads)
    {
        Network<float> network = Samples.Mlp(data, dropout: 0.2);
        Samples.Train(network, data, Options(threads));
        return network.Parameters.ToArray();
    }

    [Fact]
    public void Changed_rows_that_are_read_ahead_give_the_same_weights()
    {
        var changed = Samples.With(
            Data,
            new TransformedDataset(Data.Training, [new Crop(1), new Noise(0.05)], seed: 2)
        );
        Assert.True(changed.Training.IsSlow);
        float[] alone = Trained(changed, threads: 1);
        Assert.Equal(alone, Trained(changed, threads: 2));
        Assert.Equal(alone, Trained(changed, threads: 3));
        Assert.NotEqual(alone, Trained(Data, threads: 1));
    }

    [Fact]
    public void Slow_rows_are_read_in_the_same_order_on_another_thread_unless_there_is_but_one()
    {
        List<(int Thread, string Rows)> alone = [],
            ahead = [];
        Trained(
            Watched((_, rows) => alone.Add((Environment.CurrentManagedThreadId, string.Join(' ', rows.ToArray())))),
            threads: 1
        );
        Trained(
            Watched((_, rows) => ahead.Add((Environment.CurrentManagedThreadId, string.Join(' ', rows.ToArray())))),
            threads: 2
        );
        Assert.Equal(24, alone.Count);
        Assert.Equal(alone.Select(batch => batch.Rows), ahead.Select(batch => batch.Rows));
        Assert.All(alone, batch => Assert.Equal(Environment.CurrentManagedThreadId, batch.Thread));
        Assert.DoesNotContain(ahead, batch => batch.Thread == Environment.CurrentManagedThreadId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_a_read_throws_surfaces_at_the_step_that_needed_the_batch(int threads)
    {
        TrainingData data = Watched(
            (batch, _) =>
            {
                if (batch == 13)
                    throw new DataException("rows.csv, line 7: gone.");
            }
        );
        var optimizer = new Optimizer<float>(new RmsPropOptions());
        var trainer = new Trainer<float>(
            Samples.Mlp(data),
            TaskLoss.For<float>(TaskKind.Classification),
            optimizer,
            Options(threads)
        );
        Assert.Equal(
            "rows.csv, line 7: gone.",
            Assert
                .Throws<DataException>(() =>
                {
                    trainer.Train(data, []);
                })
                .Message
        );
        Assert.Equal(13, optimizer.Steps);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_batch_and_no_more_than_two_wait()
    {
        long before = 0,
            most = 0;
        int read = 0;
        TrainingData data = Watched(
            (batch, _) =>
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread();
                // The first two batches of a pass compile code, and batch 8 is the first of another thread.
                if (batch % 10 is > 1 and not 8)
                    most = Math.Max(most, allocated - before);
                before = allocated;
                Volatile.Write(ref read, batch);
            }
        );
        using var reader = new BatchReader<double>(data.Training, 32, threads: 2);
        int[] order = [.. Enumerable.Range(0, data.Training.Count)];
        using var pool = new WorkerPool(1);
        using var tape = new Tape<double>(pool);
        // The least of some passes: what the runtime allocates once, when a thread first waits, is no part of a batch.
        long least = long.MaxValue;
        for (int pass = 0; pass < 5; pass++)
        {
            long own = 0;
            most = 0;
            reader.Start(order);
            for (int batch = 0; batch < 8; batch++)
            {
                long here = GC.GetAllocatedBytesForCurrentThread();
                tape.Rewind();
                int rows = reader.Load(tape).Shape[0];
                own += GC.GetAllocatedBytesForCurrentThread() - here;
                Assert.Equal(batch < 7 ? 32 : data.Training.Count - 224, rows);
                Assert.InRange(Volatile.Read(ref read) - (10 * pass) - batch, 0, 2);
            }
            least = Math.Min(least, own);
            // Where a run goes on that was interrupted; then the pass is over, however often one asks.
            reader.Start(order, from: 200);
            Assert.Equal(32, reader.Load(tape).Shape[0]);
            Assert.Equal(data.Training.Count - 232, reader.Load(tape).Shape[0]);
            Assert.Throws<InvalidOperationException>(() =>
            {
                reader.Load(tape);
            });
            Assert.Throws<InvalidOperationException>(() =>
            {
                reader.Load(tape);
            });
        }
        Assert.Equal(0, least);
        Assert.Equal(0, most);
    }
}
