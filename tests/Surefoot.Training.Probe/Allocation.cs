using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;

namespace Surefoot.Training.Probe;

/// <summary>How many bytes a process allocates, in all its threads, while it does nothing but train.</summary>
public static class Allocation
{
    const int Rows = 32,
        Steps = 21;

    /// <summary>A line for every model and number of threads: "bytes &lt;tab&gt; model".</summary>
    public static void Report(TextWriter output)
    {
        var lines = new List<string>();
        foreach (var model in ModelCase.All)
        foreach (int threads in (int[])[1, 3])
            lines.Add($"{Measure(model, threads)}\t{model.Kind} {model.Input}, {threads} threads, {Steps} steps");
        foreach (string line in lines)
            output.WriteLine(line);
    }

    static long Measure(ModelDescription model, int threads)
    {
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<float>(pool);
        var network = Network<float>.Build(model, 5);
        var loss = new SoftmaxCrossEntropy<float>();
        float[] targets = ModelCase.Targets(model.Outputs, Rows);
        // The first steps find out how much memory a step needs.
        for (int step = 0; step < 5; step++)
            ModelCase.Step(network, tape, loss, step, Rows, targets);
        // The runtime's finalizer thread allocates a little of its own when it first has something to do.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long least = long.MaxValue;
        // A first long wait for a worker allocates in the runtime, once; a step that allocates does so in every round.
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int step = 0; step < Steps; step++)
                ModelCase.Step(network, tape, loss, step, step % 7 == 6 ? 9 : Rows, targets);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return least;
    }
}
