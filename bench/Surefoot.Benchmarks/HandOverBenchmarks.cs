using BenchmarkDotNet.Attributes;
using Surefoot.Threading;

namespace Surefoot.Benchmarks;

/// <summary>What it costs to hand an empty job to a pool and have it back, beside Parallel.For.</summary>
[MemoryDiagnoser]
public class HandOverBenchmarks : IDisposable
{
    WorkerPool pool = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Start() => pool = new WorkerPool(Threads);

    [GlobalCleanup]
    public void Dispose()
    {
        pool?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void Pool()
    {
        var job = new Nothing();
        pool.Run(ref job, Threads);
    }

    [Benchmark]
    public void ParallelFor() => Parallel.For(0, Threads, static _ => { });

    readonly struct Nothing : IJob
    {
        public void Execute(int piece) { }
    }
}
