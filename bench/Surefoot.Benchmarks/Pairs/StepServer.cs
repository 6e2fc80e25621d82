using System.Diagnostics;
using System.Globalization;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Sparse;
using Surefoot.Threading;

namespace Surefoot.Benchmarks.Pairs;

/// <summary>
/// Steps on request, so that another program can alternate its own with ours: each line of input names a workload and
/// how many steps to time, and the answer is nanoseconds a step. bench/against-pytorch drives it.
/// </summary>
internal sealed class StepServer(WorkerPool pool)
{
    const int Rows = 1_000_000,
        Width = 64,
        Indices = 128 * 30,
        Batches = 64;

    public static int Run(string[] args)
    {
        using var pool = new WorkerPool(args is [var threads] ? int.Parse(threads, CultureInfo.InvariantCulture) : 1);
        var server = new StepServer(pool);
        (string Name, Action Step) work = ("", () => { });
        while (Console.ReadLine()?.Split(' ') is [var name, var count])
        {
            if (name != work.Name)
                work = (name, server.Make(name));
            int steps = int.Parse(count, CultureInfo.InvariantCulture);
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < steps; i++)
                work.Step();
            Console.WriteLine(
                (Stopwatch.GetElapsedTime(start).TotalNanoseconds / steps).ToString("R", CultureInfo.InvariantCulture)
            );
        }
        return 0;
    }

    // A number of weights in one piece, "tensors:" and the lengths of many, or "sparse", the rows of a batch in a
    // table.
    Action Make(string name)
    {
        if (name == "sparse")
            return Sparse();
        if (name.StartsWith("tensors:", StringComparison.Ordinal))
            return Tensors([
                .. name["tensors:".Length..]
                    .Split(',')
                    .Select(length => int.Parse(length, CultureInfo.InvariantCulture)),
            ]);
        int size = int.Parse(name, CultureInfo.InvariantCulture);
        Block<float> θ = new(size),
            g = PairedSteps.Filled(size);
        var optimizer = new RmsProp(1e-6) { Pool = pool, NonFinite = NonFinitePolicy.Allow };
        return () => optimizer.Step(θ.Span, g.Span);
    }

    Action Tensors(int[] lengths)
    {
        var tensors = new TensorList<float>();
        for (int i = 0; i < lengths.Length; i++)
            tensors.Add($"tensor {i}", new Block<float>(lengths[i]).Memory, PairedSteps.Filled(lengths[i]).Memory);
        var optimizer = new RmsProp(1e-6) { Pool = pool, NonFinite = NonFinitePolicy.Allow };
        return () => optimizer.Step(tensors);
    }

    // AdaGrad, the one of ours that PyTorch steps on sparse gradients as well.
    Action Sparse()
    {
        var table = new Block<float>(Rows * Width);
        float[] gradients = PairedSteps.Filled(Indices * Width).Span.ToArray();
        int[][] batches =
        [
            .. Enumerable
                .Range(0, Batches)
                .Select(b =>
                    Enumerable
                        .Range(0, Indices)
                        .Select(i => new RandomStream(1, 1, (ulong)b).Below((ulong)i, Rows))
                        .ToArray()
                ),
        ];
        var optimizer = new RowSparseOptimizer<float>(new AdaGradOptions { LearningRate = 1e-6 }, Rows, Width)
        {
            Pool = pool,
            NonFinite = NonFinitePolicy.Allow,
        };
        int step = 0;
        return () => optimizer.Step(table.Span, batches[step++ % Batches], gradients);
    }
}
