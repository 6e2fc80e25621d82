using System.Diagnostics;
using System.Globalization;
using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;

namespace Surefoot.Benchmarks.Pairs;

/// <summary>
/// What looking at the gradients first costs: a step under Stop and one under Allow, in turn; and both again with
/// clipping by global norm, whose read looks as well.
/// </summary>
internal static class StopPairs
{
    const int Pairs = 41;

    public static int Run(string[] args)
    {
        int[] sizes = args is [var list]
            ? [.. list.Split(',').Select(text => (int)double.Parse(text, CultureInfo.InvariantCulture))]
            : [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
        Console.WriteLine(
            "| parameters | clipped by global norm | Allow, ns | Stop, ns | Stop ÷ Allow, median | 10th–90th "
                + "percentile |"
        );
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (int size in sizes)
        {
            Measure(size, null);
            Measure(size, GradientClipping.ByGlobalNorm(1));
        }
        return 0;
    }

    static void Measure(int size, GradientClipping? clipping)
    {
        Block<float> weights = new(size),
            gradients = PairedSteps.Filled(size);
        RmsProp allow = new(1e-6) { NonFinite = NonFinitePolicy.Allow, Clipping = clipping },
            stop = new(1e-6) { NonFinite = NonFinitePolicy.Stop, Clipping = clipping };
        // A run is short, so that both of a pair meet the same machine.
        int inner = Math.Max(1, 2_000_000 / size);
        double Time(RmsProp optimizer)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < inner; i++)
                optimizer.Step(weights.Span, gradients.Span);
            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / inner / size;
        }
        for (int i = 0; i < 30; i++)
            _ = (Time(allow), Time(stop));
        var pairs = Enumerable
            .Range(0, Pairs)
            .Select(i => i % 2 == 0 ? (Allow: Time(allow), Stop: Time(stop)) : Swapped(Time(stop), Time(allow)))
            .ToArray();
        double[] ratios = [.. pairs.Select(pair => pair.Stop / pair.Allow).Order()];
        Console.WriteLine(
            $"| {size:0e0} | {(clipping is null ? "no" : "yes")} | "
                + $"{Median(pairs.Select(pair => pair.Allow)):F3} | {Median(pairs.Select(pair => pair.Stop)):F3} | "
                + $"{ratios[Pairs / 2]:F2} | {ratios[Pairs / 10]:F2}–{ratios[Pairs - 1 - (Pairs / 10)]:F2} |"
        );

        static (double Allow, double Stop) Swapped(double stop, double allow) => (allow, stop);
    }

    static double Median(IEnumerable<double> values) => values.Order().ElementAt(Pairs / 2);
}
