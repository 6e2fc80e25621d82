using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Rules;

/// <summary>
/// A published formula, written down in double beside the test, and the optimizer of the house beside it: step for
/// step, in double and in float, over gradients of many sizes with zeros between.
/// </summary>
static class PaperRun
{
    const int Length = 37,
        Steps = 200;

    /// <summary>One step of one weight, as the paper has it.</summary>
    /// <param name="θ">The weight before.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="t">The number of the step, from 1.</param>
    /// <param name="slots">Up to three numbers that the weight keeps, 0 before the first step.</param>
    /// <returns>The weight after.</returns>
    public delegate double Step(double θ, double g, int t, Span<double> slots);

    /// <summary>Holds an optimizer to a formula.</summary>
    /// <param name="options">The optimizer's settings.</param>
    /// <param name="paper">The formula with the same numbers.</param>
    public static void Follows(OptimizerOptions options, Step paper)
    {
        Follows<double>(options, paper, 1e-12);
        Follows<float>(options, paper, 2e-5);
    }

    static void Follows<T>(OptimizerOptions options, Step paper, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var optimizer = options.Create<T>();
        double[] expected = [.. Enumerable.Range(0, Length).Select(i => (double)(float)Math.Cos(1 + i))];
        double[] slots = new double[3 * Length];
        T[] weights = [.. expected.Select(T.CreateTruncating)],
            gradients = new T[Length];
        double moved = 0;
        for (int t = 1; t <= Steps; t++)
        {
            for (int i = 0; i < Length; i++)
            {
                // Numbers that float holds, so that both are given the same.
                double g = (float)Gradient(i, t),
                    before = expected[i];
                gradients[i] = T.CreateTruncating(g);
                expected[i] = paper(before, g, t, slots.AsSpan(3 * i, 3));
                moved += Math.Abs(expected[i] - before);
            }
            optimizer.Step(weights, gradients);
            for (int i = 0; i < Length; i++)
            {
                double actual = double.CreateTruncating(weights[i]);
                Assert.True(
                    Math.Abs(actual - expected[i]) <= tolerance * (1 + Math.Abs(expected[i])),
                    $"{typeof(T).Name}, step {t}, weight {i}: {actual:R}, and by the paper {expected[i]:R}"
                );
            }
        }
        Assert.True(moved > 1e-2, $"The weights moved by {moved} in all, which shows nothing.");
    }

    static double Gradient(int i, int t) =>
        (i % 9 == 4 && t % 3 == 0) || (i % 11 == 7 && t > 100)
            ? 0
            : Math.Pow(10, (i % 5) - 3) * (Math.Sin((0.7 * t) + i) + (i % 2 == 0 ? 0.4 : 0));
}
