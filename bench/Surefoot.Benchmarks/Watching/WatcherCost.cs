using System.Diagnostics;
using System.Globalization;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Watching;

/// <summary>
/// What watching costs: the same training steps with the watcher and without, in turns of a few milliseconds, so that
/// what else the machine does falls on both. The watcher is at its most eager, looking at every sixteenth step; on a
/// run of more than 8,192 steps it looks ever more rarely.
/// </summary>
internal static class WatcherCost
{
    const int Batch = 128,
        Turn = 64,
        Pairs = 400,
        Least = 20;

    /// <param name="args">How many threads; default 1 and one a processor.</param>
    public static int Run(string[] args)
    {
        int[] threads =
            args.Length > 0
                ? [int.Parse(args[0], CultureInfo.InvariantCulture)]
                : [.. ((int[])[1, Environment.ProcessorCount]).Distinct()];
        Console.WriteLine(
            "| MLP 784-128-10, batch 128 | a step without | with the watcher | ratio, median of pairs | "
                + "ratio of the least | a look, median | of the steps of an interval "
                + "|\n|---|---|---|---|---|---|---|"
        );
        foreach (int count in threads)
        {
            double[] with = new double[Pairs],
                without = new double[Pairs];
            using var pool = new WorkerPool(count);
            using var steps = new Steps(pool);
            for (int i = -Least; i < Pairs; i++)
            {
                // Which of the two goes first changes, so that neither always finds the cache warm.
                (double on, double off) =
                    i % 2 == 0
                        ? (steps.Time(watched: true), steps.Time(watched: false))
                        : Swap(steps.Time(watched: false), steps.Time(watched: true));
                if (i >= 0)
                    (with[i], without[i]) = (on, off);
            }
            double[] ratios = [.. with.Zip(without, (on, off) => on / off).Order()];
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {count} {(count == 1 ? "thread" : "threads")} | {Median(without):F1} µs | "
                        + $"{Median(with):F1} µs | {ratios[Pairs / 2]:F4} | "
                        + $"{with.Order().Take(Least).Average() / without.Order().Take(Least).Average():F4} | "
                        + $"{Median([.. steps.Looks]):F1} µs | "
                        + $"{Median([.. steps.Looks]) / (IntervalSeries.FirstStride * Median(without)):P2} |"
                )
            );
        }
        return 0;
    }

    static (double On, double Off) Swap(double off, double on) => (on, off);

    static double Median(double[] numbers) => numbers.Order().ElementAt(numbers.Length / 2);

    /// <summary>Training steps on made-up batches.</summary>
    sealed class Steps : IDisposable
    {
        readonly ModelDescription model = new("mlp", new Shape(784), 10) { Hidden = [128] };
        readonly Network<float> network;
        readonly Tape<float> tape;
        readonly Optimizer<float> optimizer;
        readonly SoftmaxCrossEntropy<float> loss = new();
        readonly ObserverPump nobody = new([]);
        readonly float[] inputs,
            targets;
        Watcher<float> watcher;
        long step;

        /// <summary>Microseconds of each look.</summary>
        public List<double> Looks { get; } = [];

        public Steps(WorkerPool pool)
        {
            network = Network<float>.Build(model, 1);
            tape = new Tape<float>(pool) { Training = true };
            optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 1e-9 })
            {
                Layout = network.Layout,
                Pool = pool,
            };
            watcher = new Watcher<float>(network, optimizer, nobody);
            var noise = new RandomStream(2, 1);
            inputs = [.. Enumerable.Range(0, Batch * 784).Select(i => (float)noise.Uniform((ulong)i))];
            targets = [.. Enumerable.Range(0, Batch).Select(i => (float)(i % 10))];
        }

        /// <summary>Microseconds a step, over a turn.</summary>
        public double Time(bool watched)
        {
            if (watched && watcher.Intervals.Stride > IntervalSeries.FirstStride)
                (watcher, step) = (new Watcher<float>(network, optimizer, nobody), 0);
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Turn; i++)
                Step(watched);
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Turn;
        }

        void Step(bool watched)
        {
            tape.Rewind();
            Tensor<float> input = tape.Input(model.Input.Batch(Batch));
            inputs.CopyTo(input.Value);
            Tensor<float> value = loss.Apply(tape, network.Forward(tape, input), targets);
            network.ZeroGradients();
            tape.Backward(value);
            if (!watched)
            {
                optimizer.Step(network.Parameters, network.Gradients);
                return;
            }
            watcher.Batch(value.Value[0]);
            bool looks = watcher.Intervals.EndsWith(++step);
            long start = Stopwatch.GetTimestamp();
            watcher.Before(tape, step, 1);
            TimeSpan before = Stopwatch.GetElapsedTime(start);
            optimizer.Step(network.Parameters, network.Gradients);
            start = Stopwatch.GetTimestamp();
            watcher.After(1, step);
            if (looks)
                Looks.Add((before + Stopwatch.GetElapsedTime(start)).TotalMicroseconds);
        }

        public void Dispose()
        {
            nobody.Close();
            tape.Dispose();
        }
    }
}
