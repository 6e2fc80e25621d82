using System.Diagnostics;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Speed;

/// <summary>Whole training steps on made-up batches: forward, backward, and RMSprop.</summary>
internal static class TrainingSpeed
{
    const int Runs = 21;

    // A table of embeddings must not be in the cache because the same rows come again.
    const int DifferentBatches = 16;

    static readonly (string Name, ModelDescription Model, int[] Batches)[] Workloads =
    [
        ("MLP 784-128-10", new("mlp", new Shape(784), 10) { Hidden = [128] }, [32, 128, 512]),
        ("MLP 784-512-512-10", new("mlp", new Shape(784), 10) { Hidden = [512, 512] }, [32, 128, 512]),
        ("2c2d", new("2c2d", new Shape(1, 28, 28), 10), [128]),
        (
            "embedding bag 1M × 64 of 40 places, and linear",
            new("text", new Shape(40), 4) { Hidden = [64], Vocabulary = 1_000_000 },
            [128]
        ),
        ("LSTM 128, 50 steps of 32", new("lstm", new Shape(50, 32), 10), [64]),
    ];

    /// <param name="args">How many threads, such as "1,2"; and a part of the workloads' names.</param>
    public static int Run(string[] args)
    {
        int[] threads = args.Length > 0 ? [.. args[0].Split(',').Select(int.Parse)] : [1, Environment.ProcessorCount];
        double peak = Peak.Measure();
        Console.WriteLine(
            $"A loop of multiply-adds in registers: {peak:F0} GFLOP/s a thread. The share of it counts the "
                + "products alone; the last columns say where the time of a step goes.\n"
        );
        Console.WriteLine(
            "| workload | batch | threads | samples/s, median | best | share of the peak | loading | forward "
                + "| backward | optimizer |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, model, batches) in Workloads)
        {
            if (args.Length > 1 && !name.Contains(args[1], StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (int batch in batches)
            {
                foreach (int count in threads)
                {
                    var parts = new StepParts();
                    double[] speeds = Measure(model, batch, count, parts);
                    double share = speeds[Runs / 2] * Operations(name) * 1e-9 / peak / count;
                    Console.WriteLine(
                        $"| {name} | {batch} | {count} | {speeds[Runs / 2]:N0} | {speeds[^1]:N0} | {share:P0} "
                            + $"| {parts} |"
                    );
                }
            }
        }
        return 0;
    }

    // Additions and multiplications of the products for one sample, forwards and backwards; the slope in the input is
    // not asked for.
    static double Operations(string name) =>
        name.Split(' ')[0] switch
        {
            "2c2d" => (2.0 * 2 * 784 * 25 * 32) + (3.0 * 2 * ((196.0 * 800 * 64) + (3136 * 1024) + (1024 * 10))),
            "LSTM" => 50 * ((2.0 * 2 * 32 * 512) + (3.0 * 2 * 128 * 512)),
            "embedding" => 3.0 * 2 * 64 * 4,
            _ => name.EndsWith("-128-10", StringComparison.Ordinal)
                ? (2.0 * 2 * 784 * 128) + (3.0 * 2 * 128 * 10)
                : (2.0 * 2 * 784 * 512) + (3.0 * 2 * ((512 * 512) + (512 * 10))),
        };

    static double[] Measure(ModelDescription model, int batch, int threads, StepParts parts)
    {
        using var pool = new WorkerPool(threads);
        var network = Network<float>.Build(model, 1);
        using var tape = new Tape<float>(pool) { Training = true, Random = new RandomStream(1, 1) };
        var loss = new SoftmaxCrossEntropy<float>();
        // A tiny rate, so that a batch that is seen again and again is never learnt by heart.
        var settings = new RmsPropOptions { LearningRate = 1e-9 };
        var arena = new Optimizer<float>(settings) { Layout = network.Layout };
        var optimizer = new NetworkOptimizer<float>(network, arena) { Pool = pool };
        var noise = new RandomStream(2, 1);
        int length = batch * model.Input.Length,
            next = 0;
        float[] inputs =
        [
            .. Enumerable
                .Range(0, DifferentBatches * length)
                .Select(i => noise.Uniform((ulong)i))
                .Select(u => (float)(model.Vocabulary > 0 ? Math.Floor(u * model.Vocabulary) : u)),
        ];
        float[] targets = [.. Enumerable.Range(0, batch).Select(i => (float)(i % model.Outputs))];
        void Step()
        {
            parts.Begin();
            tape.Rewind();
            Tensor<float> input = tape.Input(model.Input.Batch(batch));
            inputs.AsSpan(next++ % DifferentBatches * length, length).CopyTo(input.Value);
            parts.End(0);
            Tensor<float> value = loss.Apply(tape, network.Forward(tape, input), targets);
            parts.End(1);
            network.ZeroGradients();
            tape.Backward(value);
            parts.End(2);
            optimizer.Step();
            parts.End(3);
        }
        long start = Stopwatch.GetTimestamp();
        int steps = 0;
        for (; Stopwatch.GetElapsedTime(start).TotalSeconds < 1; steps++)
            Step();
        steps = Math.Max(1, steps / 8);
        var speeds = new double[Runs];
        parts.Clear();
        for (int run = 0; run < Runs; run++)
        {
            start = Stopwatch.GetTimestamp();
            for (int i = 0; i < steps; i++)
                Step();
            speeds[run] = steps * (double)batch / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(speeds);
        return speeds;
    }
}
