using System.Runtime.CompilerServices;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;

namespace Surefoot.Tests.Optimizers;

/// <summary>
/// A million steps on the same gradients in float and in double: the averages that float keeps stay within what
/// rounding allows.
/// </summary>
public class MillionStepTests
{
    const int Weights = 32,
        Rows = 1009,
        Steps = 1_000_000;

    // Each step rounds an average a few times, and what earlier steps did wrong shrinks with it: at most
    // Roundings·u/(1−ρ) of the largest value it has had.
    const double Unit = 1.0 / (1 << 24),
        Roundings = 4;

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("momentum")]
    [InlineData("adam")]
    public void Float_stays_within_its_bound_of_double(string name)
    {
        (OptimizerOptions options, Dictionary<string, double> shares) = name switch
        {
            "rmsprop" => (
                (OptimizerOptions)new RmsPropOptions { LearningRate = 1e-6 },
                new Dictionary<string, double> { ["mean_square"] = 0.99 }
            ),
            "momentum" => (new SgdOptions { LearningRate = 1e-6, Momentum = 0.9 }, new() { ["momentum"] = 0.9 }),
            _ => (new AdamOptions { LearningRate = 1e-6 }, new() { ["mean_gradient"] = 0.9, ["mean_square"] = 0.999 }),
        };
        var random = new RandomStream(1, 77);
        var gradients = new float[Rows * Weights];
        for (int i = 0; i < gradients.Length; i++)
            gradients[i] = (float)random.Normal((ulong)i);
        double[] exact = Array.ConvertAll(gradients, value => (double)value);
        float[] weights = new float[Weights];
        double[] exactWeights = new double[Weights];
        Optimizer<float> single = new(options);
        Optimizer<double> oracle = new(options);
        Step(0);
        Assert.Equal(0, Allocated(Step));

        double largest = gradients.Max(Math.Abs);
        foreach ((string slot, double share) in shares)
        {
            ReadOnlySpan<float> actual = single.State.Single(one => one.Name == slot).Values.Span;
            ReadOnlySpan<double> expected = oracle.State.Single(one => one.Name == slot).Values.Span;
            // A buffer of momentum sums gradients; the others average them, or their squares.
            double most =
                slot == "mean_square" ? largest * largest
                : slot == "momentum" ? largest / (1 - share)
                : largest;
            for (int i = 0; i < Weights; i++)
                Assert.InRange(
                    actual[i],
                    expected[i] - (Roundings * Unit / (1 - share) * most),
                    expected[i] + (Roundings * Unit / (1 - share) * most)
                );
        }

        void Step(int step)
        {
            int row = step % Rows * Weights;
            single.Step(weights, gradients.AsSpan(row, Weights));
            oracle.Step(exactWeights, exact.AsSpan(row, Weights));
        }
    }

    // Optimised from the start: a loop of a million rounds would else be replaced while it runs, and what the compiler
    // makes for that is made on this thread.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static long Allocated(Action<int> step)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i < Steps; i++)
            step(i);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
