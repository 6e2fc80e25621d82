using System.Diagnostics;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Benchmarks.Pairs;

/// <summary>What a step costs beside its arithmetic: a hundred weights, and two hundred tensors of all sizes.</summary>
internal static class SmallSteps
{
    public static int Run()
    {
        float[] weights = new float[100],
            gradients = [.. Enumerable.Range(0, 100).Select(i => MathF.Sin(i))];
        foreach (var policy in (NonFinitePolicy[])[NonFinitePolicy.Allow, NonFinitePolicy.Stop])
        {
            var optimizer = new RmsProp(1e-6) { NonFinite = policy };
            Console.WriteLine(
                $"100 weights, one thread, {policy}: "
                    + $"{Median(() => optimizer.Step(weights, gradients), 100_000):F1} ns a step"
            );
        }

        // 200 tensors of 1 to 65,536 weights, spread evenly over the powers in between.
        using var tensors = new TensorList<float>();
        for (int i = 0; i < 200; i++)
        {
            int length = (int)Math.Round(Math.Pow(65_536, (i + 0.5) / 200));
            Block<float> θ = new(length),
                g = new(length);
            g.Span.Fill(0.01f);
            tensors.Add($"tensor {i}", θ.Memory, g.Memory);
        }
        foreach (var policy in (NonFinitePolicy[])[NonFinitePolicy.Allow, NonFinitePolicy.Stop])
        {
            var optimizer = new RmsProp(1e-6) { NonFinite = policy };
            Console.WriteLine(
                $"200 tensors, {tensors.Layout.Length:N0} weights in all, one thread, {policy}: "
                    + $"{Median(() => optimizer.Step(tensors), 20) / 1000:F0} µs a step"
            );
        }

        // State that decays through the subnormal numbers: as fast as any other.
        const int Many = 100_000;
        Block<float> quiet = new(Many),
            zeros = new(Many),
            steady = new(Many);
        steady.Span.Fill(0.01f);
        var loud = new RmsProp(1e-6) { NonFinite = NonFinitePolicy.Allow };
        var fading = new RmsProp(
            new RmsPropOptions
            {
                LearningRate = 1e-6,
                Decay = 0.9,
                InitialMeanSquare = 1e-34,
            }
        )
        {
            NonFinite = NonFinitePolicy.Allow,
        };
        double ordinary = Median(() => loud.Step(quiet.Span, steady.Span), 100),
            decaying = Median(() => fading.Step(quiet.Span, zeros.Span), 100);
        Console.WriteLine(
            $"{Many:N0} weights: {ordinary / Many:F3} ns a weight; with gradients of 0 and a fading mean "
                + $"square {decaying / Many:F3} ns"
        );
        return 0;
    }

    static double Median(Action step, int repeats)
    {
        var runs = new double[31];
        for (int run = -20; run < runs.Length; run++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < repeats; i++)
                step();
            if (run >= 0)
                runs[run] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
        }
        return runs.Order().ElementAt(runs.Length / 2);
    }
}
