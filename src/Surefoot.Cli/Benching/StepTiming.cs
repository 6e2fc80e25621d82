using System.Diagnostics;
using System.Numerics.Tensors;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Threading;

namespace Surefoot.Cli.Benching;

/// <summary>One row of the table.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Parameters">How many weights.</param>
/// <param name="Threads">How many threads shared the step.</param>
/// <param name="Nanoseconds">Time for one weight: the median of several runs.</param>
/// <param name="BytesPerSecond">What was read and written in a second.</param>
/// <param name="BandwidthShare">That, as a share of the bandwidth measured beside it.</param>
sealed record StepTiming(
    string Rule,
    int Parameters,
    int Threads,
    double Nanoseconds,
    double BytesPerSecond,
    double BandwidthShare
);

/// <summary>
/// Times steps, and beside them the plainest sweep over memory there is, a ← b·s + c, as the measure of what memory
/// allows.
/// </summary>
static class StepTimer
{
    const int Runs = 11;

    // One run is at least this long, so that the clock's own grain does not count.
    static readonly TimeSpan RunLength = TimeSpan.FromMilliseconds(8);

    // The runtime compiles what runs often a second time, in the background, some tenths of a second after the start.
    static readonly TimeSpan LeastWarmUp = TimeSpan.FromMilliseconds(400),
        MostWarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Bytes a second of a ← b·s + c over arrays of this length, 12 bytes an element.</summary>
    public static double Bandwidth(int length, WorkerPool pool)
    {
        Block<float> a = new(length),
            b = new(length),
            c = new(length);
        b.Span.Fill(0.5f);
        c.Span.Fill(0.25f);
        return 12.0 * length / Median(() => Triad(a, b, c, pool));
    }

    /// <summary>The time of a step of one rule.</summary>
    public static StepTiming Measure(BenchedRule rule, int length, WorkerPool pool, double bandwidth)
    {
        Block<float> weights = new(length),
            gradients = new(length);
        Span<float> g = gradients.Span;
        for (int i = 0; i < length; i++)
            g[i] = (i & 1) == 0 ? 0.01f : -0.02f;
        Optimizer<float> optimizer = new(rule.Options) { Pool = pool, NonFinite = NonFinitePolicy.Allow };
        double seconds = Median(() => optimizer.Step(weights.Span, gradients.Span));
        double bytes = (double)rule.BytesPerParameter * length / seconds;
        return new StepTiming(rule.Name, length, pool.Threads, seconds * 1e9 / length, bytes, bytes / bandwidth);
    }

    static void Triad(Block<float> a, Block<float> b, Block<float> c, WorkerPool pool)
    {
        TriadJob job = new(a, b, c, pool.Threads);
        pool.Run(ref job, pool.Threads);
    }

    // Seconds that one call takes: the median of several runs, once the code has reached its last, fastest form.
    static double Median(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        double last = 0,
            now = TimeRun(work, 1);
        do
        {
            last = now;
            now = TimeRun(work, Repeats(last));
        } while (
            Stopwatch.GetElapsedTime(start) < LeastWarmUp
            || (now < 0.97 * last && Stopwatch.GetElapsedTime(start) < MostWarmUp)
        );
        double[] runs = new double[Runs];
        for (int run = 0; run < Runs; run++)
            runs[run] = TimeRun(work, Repeats(now));
        Array.Sort(runs);
        return runs[Runs / 2];
    }

    static int Repeats(double seconds) => (int)Math.Clamp(RunLength.TotalSeconds / Math.Max(seconds, 1e-9), 1, 1e6);

    static double TimeRun(Action work, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
            work();
        return Stopwatch.GetElapsedTime(start, Stopwatch.GetTimestamp()).TotalSeconds / repeats;
    }

    readonly struct TriadJob(Block<float> a, Block<float> b, Block<float> c, int pieces) : IJob
    {
        public void Execute(int piece)
        {
            int from = (int)((long)a.Length * piece / pieces),
                to = (int)((long)a.Length * (piece + 1) / pieces);
            TensorPrimitives.MultiplyAdd(b.Span[from..to], 1.5f, c.Span[from..to], a.Span[from..to]);
        }
    }
}
