using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Threading;

namespace Surefoot.Probe;

/// <summary>How many bytes a process allocates, in all its threads, while it does nothing but step.</summary>
public static class Allocation
{
    /// <summary>A line for every variant, number and number of threads: "bytes &lt;tab&gt; what was stepped".</summary>
    public static void Report(TextWriter output)
    {
        using var pool = new WorkerPool(3);
        var lines = new List<string>();
        foreach (var variant in Variant.All)
        {
            lines.Add($"{Measure<float>(variant, 64, 100_000, null)}\t{variant.Name} float, 1 thread, 100000 steps");
            lines.Add($"{Measure<double>(variant, 64, 100_000, null)}\t{variant.Name} double, 1 thread, 100000 steps");
            // From 32,768 weights on a step is shared.
            lines.Add(
                $"{Measure<float>(variant, 32_768, 100, pool)}\t{variant.Name} float, {pool.Threads} threads, 100 steps"
            );
        }
        lines.Add(
            $"{Measure<float>(Variant.Named("rmsprop"), 32_768, 10_000, pool)}\trmsprop float, {pool.Threads} "
                + "threads, 10000 steps"
        );
        lines.Add($"{MeasureSkipping()}\trmsprop skipping 100000 steps");
        lines.Add($"{MeasureList()}\trmsprop over a list of tensors, 100000 steps");
        lines.Add($"{MeasureSpans()}\trmsprop over the caller's spans, 100000 steps");
        foreach (string line in lines)
            output.WriteLine(line);
    }

    static long Measure<T>(Variant variant, int length, int steps, WorkerPool? pool)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var optimizer = variant.Create<T>(length, pool);
        T[] weights = new T[length],
            gradients = new T[length];
        Gradients.Weights<T>(weights);
        Gradients.Fill<T>(gradients, 1);
        return Steps(optimizer, weights, gradients, steps);
    }

    static long MeasureSkipping()
    {
        var optimizer = Variant.Named("rmsprop").Create<float>(64, policy: NonFinitePolicy.Skip);
        return Steps(optimizer, new float[64], [.. Enumerable.Repeat(float.NaN, 64)], 100_000);
    }

    static long MeasureList()
    {
        using var list = new TensorList<float>();
        list.Add("one", new float[40], new float[40]);
        list.Add("other", new float[24], new float[24]);
        var optimizer = new RmsProp();
        return Count(() => optimizer.Step(list));
    }

    static long MeasureSpans()
    {
        float[] weights = new float[64],
            gradients = new float[64],
            v = new float[64];
        var options = new RmsPropOptions();
        return Count(() => RmsProp.Step<float>(weights, gradients, v, options: options));
    }

    static long Steps<T>(Optimizer<T> optimizer, T[] weights, T[] gradients, int steps)
        where T : unmanaged, IFloatingPointIeee754<T> => Count(() => optimizer.Step(weights, gradients), steps);

    static long Count(Action step, int steps = 100_000)
    {
        // The first steps make the state.
        for (int i = 0; i < 3; i++)
            step();
        // The runtime's finalizer thread allocates a little of its own when it first has something to do.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < steps; i++)
            step();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
