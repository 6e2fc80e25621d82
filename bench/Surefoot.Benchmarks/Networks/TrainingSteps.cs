using System.Diagnostics;
using System.Globalization;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Sparse;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Networks;

/// <summary>
/// Whole training steps (gradients to zero, forward, loss, backward, RMSprop) of the networks that other libraries are compared on: the best and the median
/// rate over at least two seconds, after a warm-up.
/// </summary>
internal static class TrainingSteps
{
    const int Warmup = 30, Fewest = 20;
    const double Seconds = 2;

    static readonly (string Name, ModelDescription Model, int Batch)[] Workloads =
    [
        .. from batch in (int[])[32, 128, 512] select ("mlp 784-128-10", new ModelDescription("mlp", new Shape(784), 10), batch),
        .. from batch in (int[])[32, 128, 512] select ("mlp 784-512-512-10", new ModelDescription("mlp", new Shape(784), 10) { Hidden = [512, 512] }, batch),
        ("2c2d", new ModelDescription("2c2d", new Shape(1, 28, 28), 10), 128),
        ("embedding bag 1M x 64 + linear, 40 places", new ModelDescription("text", new Shape(40), 4) { Hidden = [64], Vocabulary = 1_000_000 }, 128),
        ("lstm 128, 50 steps of 32", new ModelDescription("lstm", new Shape(50, 32), 10), 64),
    ];

    /// <param name="args">A part of the workloads' names, or nothing for all; and how many threads, 1 unless given.</param>
    public static int Run(string[] args)
    {
        string only = args.Length > 0 ? args[0] : "";
        int threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        foreach (var (name, model, batch) in Workloads)
            if (name.Contains(only, StringComparison.Ordinal)) Measure(name, model, batch, threads);
        return 0;
    }

    static void Measure(string name, ModelDescription model, int batch, int threads)
    {
        using var pool = new WorkerPool(threads);
        using var tape = new Tape<float>(pool) { Training = true };
        using var network = Network<float>.Build(model, seed: 1);
        var settings = new RmsPropOptions { LearningRate = 1e-4 };
        var optimizer = new Optimizer<float>(settings) { Pool = pool };
        foreach (var table in network.Tables) table.Optimizer = new RowSparseOptimizer<float>(settings, table.Rows, table.Width) { Pool = pool };
        var loss = new SoftmaxCrossEntropy<float>();
        float[] targets = [.. Enumerable.Range(0, batch).Select(i => (float)(i % model.Outputs))];
        float[][] batches = [.. Enumerable.Range(0, 32).Select(number => Draw(model, batch, new RandomStream(1, 1, (ulong)number)))];

        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        for (int step = -Warmup; step < Fewest || clock.Elapsed.TotalSeconds < Seconds; step++)
        {
            if (step == 0) clock.Restart();
            long start = Stopwatch.GetTimestamp();
            tape.Rewind();
            Tensor<float> x = tape.Input(model.Input.Batch(batch));
            batches[(step + Warmup) % batches.Length].CopyTo(x.Value);
            network.ZeroGradients();
            tape.Backward(loss.Apply(tape, network.Forward(tape, x), targets));
            optimizer.Step(network.Parameters, network.Gradients);
            foreach (var table in network.Tables) table.Step();
            if (step >= 0) times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}, batch {batch}, {threads} thread(s): median {batch / times[times.Count / 2]:N0} samples/s, best {batch / times[0]:N0}"));
    }

    // Numbers in [0, 1), or words.
    static float[] Draw(ModelDescription model, int batch, RandomStream random)
    {
        var inputs = new float[batch * model.Input.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            double draw = random.Uniform((ulong)i);
            inputs[i] = model.Kind == "text" ? (int)(draw * model.Vocabulary) : (float)draw;
        }
        return inputs;
    }
}
