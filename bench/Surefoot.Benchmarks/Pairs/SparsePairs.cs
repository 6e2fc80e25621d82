using System.Diagnostics;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Sparse;

namespace Surefoot.Benchmarks.Pairs;

/// <summary>
/// A step on the rows of a batch, 128 × 30 indices into a table of 1,000,000 × 64, the dense loop of the same variant
/// in C over the whole table, and a loop in C over the rows alone, plain, in turn. The last says what memory gives in
/// that minute.
/// </summary>
internal static unsafe class SparsePairs
{
    const int Rows = 1_000_000,
        Width = 64,
        Indices = 128 * 30,
        Batches = 64,
        Pairs = 21,
        StepsARun = 32;

    // C has no dense AdaGrad here; its plain loop moves as many bytes.
    static readonly (string Name, OptimizerOptions Options)[] Variants =
    [
        ("plain", new RmsPropOptions()),
        ("centered", new RmsPropOptions { Centered = true }),
        ("momentum", new RmsPropOptions { Momentum = 0.9 }),
        ("both", new RmsPropOptions { Centered = true, Momentum = 0.9 }),
        ("AdaGrad, beside plain", new AdaGradOptions()),
    ];

    public static int Run(string[] args)
    {
        string reference = args is ["--reference", var file] ? file : CReference.Default;
        using var c = CReference.Build(reference, "bench/reference/centered.c");
        if (c is null)
            return 0;
        c.SetThreads(1);
        Block<float> table = new(Rows * Width),
            gradients = new(Rows * Width),
            v = new(Rows * Width),
            m = new(Rows * Width),
            b = new(Rows * Width);
        gradients.Span.Fill(1e-3f);
        Block<float> batchGradients = new(Indices * Width),
            squares = new(Rows * Width);
        for (int i = 0; i < batchGradients.Length; i++)
            batchGradients.Span[i] = MathF.Sin(i);
        Block<int> touched = new(Rows);
        float[] powers = [.. Enumerable.Range(0, 4096).Select(k => MathF.Pow(0.99f, k))];
        int rowSteps = 0;
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

        Console.WriteLine(
            "| variant | C, dense, ms | C, plain, rows of a batch, ms | ours, rows of a batch, ms | dense C "
                + "÷ ours, median | 10th–90th percentile | C's rows ÷ ours, median |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, options) in Variants)
        {
            var optimizer = new RowSparseOptimizer<float>(options, Rows, Width) { NonFinite = NonFinitePolicy.Allow };
            int step = 0;
            double Ours() =>
                Time(() =>
                {
                    for (int i = 0; i < StepsARun; i++)
                        optimizer.Step(table.Span, batches[step++ % Batches], batchGradients.Span);
                }) / StepsARun;
            double Theirs() =>
                Time(() =>
                    c.Step(
                        options as RmsPropOptions ?? new(),
                        table.Pointer,
                        gradients.Pointer,
                        v.Pointer,
                        m.Pointer,
                        b.Pointer,
                        Rows * Width
                    )
                );
            double TheirRows() =>
                Time(() =>
                {
                    for (int i = 0; i < StepsARun; i++)
                    {
                        fixed (int* rows = batches[rowSteps++ % Batches])
                            c.StepRows(
                                table.Pointer,
                                batchGradients.Pointer,
                                squares.Pointer,
                                touched.Pointer,
                                rows,
                                Indices,
                                Width,
                                rowSteps,
                                powers
                            );
                    }
                }) / StepsARun;
            for (int i = 0; i < 4; i++)
                _ = (Ours(), Theirs(), TheirRows());
            var pairs = Enumerable
                .Range(0, Pairs)
                .Select(_ => (Theirs: Theirs(), Rows: TheirRows(), Ours: Ours()))
                .ToArray();
            double[] ratios = [.. pairs.Select(pair => pair.Theirs / pair.Ours).Order()];
            Console.WriteLine(
                $"| {name} | {Median(pairs.Select(pair => pair.Theirs)):F1} | "
                    + $"{Median(pairs.Select(pair => pair.Rows)):F3} | {Median(pairs.Select(pair => pair.Ours)):F3} "
                    + $"| {ratios[Pairs / 2]:F0} | {ratios[Pairs / 10]:F0}–{ratios[Pairs - 1 - (Pairs / 10)]:F0} | "
                    + $"{Median(pairs.Select(pair => pair.Rows / pair.Ours)):F2} |"
            );
        }
        return 0;
    }

    static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    static double Median(IEnumerable<double> values) => values.Order().ElementAt(Pairs / 2);
}
