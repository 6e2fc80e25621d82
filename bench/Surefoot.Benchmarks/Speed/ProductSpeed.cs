using System.Diagnostics;
using System.Text.Json.Nodes;
using Surefoot.Memory;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Speed;

/// <summary>
/// The matrix product by itself, in the shapes of dense layers of n rows, i inputs and o outputs: forwards x·W,
/// backwards xᵀ·dz for the weights and dz·Wᵀ for the inputs.
/// </summary>
internal static unsafe class ProductSpeed
{
    const int Runs = 41;

    static readonly int[] Batches = [32, 128, 512];

    static readonly (int Inputs, int Outputs)[] Layers =
    [
        (784, 128),
        (128, 10),
        (784, 512),
        (512, 512),
        (512, 10),
        (3136, 1024),
    ];

    // An LSTM's step over its state; over all steps at once for the slopes of the weights.
    static readonly (int Rows, int Inputs, int Outputs)[] Others = [(64, 128, 512), (3200, 32, 512), (3200, 128, 512)];

    /// <param name="args">How many threads; "--json" for one object a line; a part of a shape's name.</param>
    public static int Run(string[] args)
    {
        bool json = args.Contains("--json");
        string[] words = [.. args.Where(word => word != "--json")];
        using var pool = new WorkerPool(words.Length > 0 ? int.Parse(words[0]) : 1);
        string part = words.ElementAtOrDefault(1) ?? "";
        double peak = Peak.Measure();
        if (!json)
            Console.WriteLine(
                $"A loop of multiply-adds in registers: {peak:F0} GFLOP/s a thread.\n\n| product | rows × "
                    + "summed × columns | GFLOP/s, median | best | share of the peak |\n|---|---|---|---|---|"
            );
        foreach (
            var (rows, inputs, outputs) in Batches
                .SelectMany(n =>
                    Layers
                        .Where(layer => layer.Inputs < 3000 || n == 128)
                        .Select(layer => (n, layer.Inputs, layer.Outputs))
                )
                .Concat(Others)
        )
        {
            foreach (string role in (string[])["x·W", "xᵀ·dz", "dz·Wᵀ"])
            {
                if (!$"{role} {rows} {inputs} {outputs}".Contains(part, StringComparison.Ordinal))
                    continue;
                (int m, int k, int n) = role switch
                {
                    "x·W" => (rows, inputs, outputs),
                    "xᵀ·dz" => (inputs, rows, outputs),
                    _ => (rows, outputs, inputs),
                };
                double[] speeds = Measure(pool, role, rows, inputs, outputs);
                if (json)
                    Console.WriteLine(
                        new JsonObject
                        {
                            ["product"] = role,
                            ["rows"] = rows,
                            ["inputs"] = inputs,
                            ["outputs"] = outputs,
                            ["gflops"] = speeds[Runs / 2],
                            ["peak"] = peak,
                        }.ToJsonString()
                    );
                else
                    Console.WriteLine(
                        $"| {role} | {m} × {k} × {n} | {speeds[Runs / 2]:F1} | {speeds[^1]:F1} | "
                            + $"{speeds[Runs / 2] / peak / pool.Threads:P0} |"
                    );
            }
        }
        return 0;
    }

    static double[] Measure(WorkerPool pool, string role, int rows, int inputs, int outputs)
    {
        Block<float> x = Filled(rows * inputs),
            w = Filled(inputs * outputs),
            dz = Filled(rows * outputs),
            y = new(rows * outputs),
            dw = new(inputs * outputs),
            dx = new(rows * inputs);
        Axis one = Axis.Strided(1);
        Product<float> product = role switch
        {
            "x·W" => new()
            {
                M = rows,
                N = outputs,
                K = inputs,
                A = x.Pointer,
                Rows = Axis.Strided(inputs),
                Steps = one,
                B = w.Pointer,
                BStride = outputs,
                C = y.Pointer,
                CStride = outputs,
            },
            "xᵀ·dz" => new()
            {
                M = inputs,
                N = outputs,
                K = rows,
                A = x.Pointer,
                Rows = one,
                Steps = Axis.Strided(inputs),
                B = dz.Pointer,
                BStride = outputs,
                C = dw.Pointer,
                CStride = outputs,
            },
            _ => new()
            {
                M = rows,
                N = inputs,
                K = outputs,
                A = dz.Pointer,
                Rows = Axis.Strided(outputs),
                Steps = one,
                B = w.Pointer,
                BStride = outputs,
                BTransposed = true,
                C = dx.Pointer,
                CStride = inputs,
            },
        };
        double operations = 2.0 * rows * inputs * outputs;
        int inner = (int)Math.Max(1, 1e8 / operations);
        var speeds = new double[Runs];
        for (int run = -5; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < inner; i++)
                MatrixProduct.Run(pool, product);
            if (run >= 0)
                speeds[run] = inner * operations / Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }
        Array.Sort(speeds);
        GC.KeepAlive((x, w, dz, y, dw, dx));
        return speeds;
    }

    static Block<float> Filled(int length)
    {
        var block = new Block<float>(length);
        var random = new RandomStream(5, 1);
        for (int i = 0; i < length; i++)
            block.Span[i] = (float)random.Uniform((ulong)i) - 0.5f;
        return block;
    }
}
