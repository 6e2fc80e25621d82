using System.Diagnostics;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Runs;

public sealed class VastBatchTests
{
    const int Threads = 200;

    static readonly TrainingData Data = Samples.Images();

    /// <summary>Four rows of 2³⁰ numbers: of the lengths of their batches, that of four wraps around to 0.</summary>
    sealed class VastRows(bool slow) : IDataset
    {
        public int Count => 4;

        public Shape InputShape => new(1, 1 << 15, 1 << 15);

        public bool HasTargets => true;

        public bool IsSlow => slow;

        public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets) =>
            throw new InvalidOperationException();
    }

    static void Start(TrainingData data, IEnumerable<IRunObserver> observers)
    {
        using var run = new TrainingRun<float>(
            Samples.Mlp(Data),
            new Optimizer<float>(new RmsPropOptions()),
            TaskLoss.For<float>(TaskKind.Classification),
            new() { Threads = Threads },
            data,
            [],
            observers
        );
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    [InlineData(false, 4)]
    [InlineData(true, 4)]
    public void A_batch_beyond_an_array_is_refused_with_its_size_and_shape(bool slow, int most)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert
            .Throws<RunException>(() =>
            {
                new BatchReader<double>(new VastRows(slow), most, threads: 2).Dispose();
            })
            .Message;
        Assert.StartsWith(
            $"A batch of {most} rows of the shape [1, 32768, 32768] holds {(long)most << 30} numbers",
            message
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_cannot_be_made_leaves_no_threads_behind(bool vast)
    {
        int before = ThreadCount();
        if (vast)
            Assert.Throws<RunException>(() => Start(Samples.With(Data, new VastRows(slow: true)), []));
        else
            Assert.Throws<DataException>(() =>
                Start(
                    Data,
                    Enumerable.Range(0, 1).Select<int, IRunObserver>(_ => throw new DataException("no observer"))
                )
            );
        // Tests beside this one start some too, but never as many as the run's.
        Assert.InRange(ThreadCount() - before, int.MinValue, Threads / 2);
    }

    static int ThreadCount()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
