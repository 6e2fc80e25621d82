using System.Diagnostics;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Threading;

namespace Surefoot.Benchmarks.Pairs;

/// <summary>
/// Steps of ours and of C, in turn, over memory laid out alike: the ratio of two neighbours is what a busy machine
/// leaves of a measurement.
/// </summary>
internal static unsafe class PairedSteps
{
    const int Pairs = 31;

    public static int Run(string[] args)
    {
        string reference = Option("--reference", CReference.Default);
        string recurrence = Option("--recurrence", "bench/reference/centered.c");
        int[] sizes = [.. Option("--sizes", "10000,100000,1000000,10000000,100000000").Split(',').Select(int.Parse)];
        int[] threads = [.. Option("--threads", "1,2").Split(',').Select(int.Parse)];
        using var c = CReference.Build(reference, recurrence);
        if (c is null)
            return 0;
        Console.WriteLine(
            "| variant | parameters | threads | C, ns | ours, ns | C ÷ ours, median | 10th–90th percentile |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (int count in threads)
        {
            using var pool = new WorkerPool(count);
            c.SetThreads(count);
            foreach (int size in sizes)
            {
                foreach (var (name, options) in Variants)
                    Measure(c, name, options, size, pool);
            }
        }
        return 0;

        string Option(string name, string otherwise) =>
            Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : otherwise;
    }

    static readonly (string Name, RmsPropOptions Options)[] Variants =
    [
        ("plain", CReference.Settings(centered: false, momentum: false)),
        ("momentum", CReference.Settings(centered: false, momentum: true)),
        ("centered", CReference.Settings(centered: true, momentum: false)),
        ("both", CReference.Settings(centered: true, momentum: true)),
    ];

    static void Measure(CReference c, string name, RmsPropOptions options, int size, WorkerPool pool)
    {
        var θ = Filled(size);
        var g = Filled(size);
        var θOfC = Filled(size);
        Block<float> v = new(size),
            m = new(options.Centered ? size : 0),
            b = new(options.Momentum > 0 ? size : 0);
        var optimizer = new RmsProp(options) { Pool = pool, NonFinite = NonFinitePolicy.Allow };
        int inner = Math.Max(2, 10_000_000 / size);
        double TimeOurs() => Time(() => optimizer.Step(θ.Span, g.Span), inner, size);
        double TimeC() =>
            Time(() => c.Step(options, θOfC.Pointer, g.Pointer, v.Pointer, m.Pointer, b.Pointer, size), inner, size);

        for (int i = 0; i < 5; i++)
            _ = (TimeOurs(), TimeC());
        var ours = new double[Pairs];
        var theirs = new double[Pairs];
        for (int i = 0; i < Pairs; i++)
        {
            if (i % 2 == 0)
                (ours[i], theirs[i]) = (TimeOurs(), TimeC());
            else
                (theirs[i], ours[i]) = (TimeC(), TimeOurs());
        }
        double[] ratios = [.. theirs.Zip(ours, (a, z) => a / z).Order()];
        Console.WriteLine(
            $"| {name} | {size:0e0} | {pool.Threads} | {Median(theirs):F3} | {Median(ours):F3} | "
                + $"{ratios[Pairs / 2]:F2} | {ratios[Pairs / 10]:F2}–{ratios[Pairs - 1 - (Pairs / 10)]:F2} |"
        );
    }

    static double Time(Action step, int inner, int size)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < inner; i++)
            step();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / inner / size;
    }

    /// <summary>Numbers from 0.01 to 1.01 in size, every other one negative.</summary>
    public static Block<float> Filled(int size)
    {
        var block = new Block<float>(size);
        var span = block.Span;
        for (int i = 0; i < span.Length; i++)
            span[i] = ((0.001f * (i % 1000)) + 0.01f) * ((i & 1) == 0 ? 1 : -1);
        return block;
    }

    static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
