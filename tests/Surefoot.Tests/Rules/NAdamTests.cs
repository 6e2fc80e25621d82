using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Rules;

/// <summary>
/// NAdam is what Dozat 2016 and PyTorch's documentation have, with the product of momenta carried along.
/// </summary>
public class NAdamTests
{
    [Theory]
    [InlineData(0.9, 0.999, 1e-8, 4e-3)]
    [InlineData(0.99, 0.9, 1e-4, 0.5)]
    [InlineData(0.5, 0.99, 1e-3, 0)]
    [InlineData(0, 0.99, 1e-3, 4e-3)]
    public void It_follows_the_paper(double β1, double β2, double ε, double ψ) =>
        PaperRun.Follows(
            new NAdamOptions
            {
                LearningRate = 2e-3,
                Beta1 = β1,
                Beta2 = β2,
                Epsilon = ε,
                MomentumDecay = ψ,
            },
            Paper(2e-3, β1, β2, ε, ψ)
        );

    // Where 1 − Π is 1 at last, after 372 steps, the product is no longer multiplied.
    [Fact]
    public void Nothing_shows_where_the_product_is_no_longer_computed()
    {
        PaperRun.Step paper = Paper(2e-3, 0.9, 0.999, 1e-8, 4e-3);
        var optimizer = new NAdamOptions().Create<double>();
        double[] weights = [1];
        double expected = 1,
            apart = 0;
        double[] kept = new double[3];
        for (int t = 1; t <= 600; t++)
        {
            double g = Math.Sin(t) + 0.2;
            optimizer.Step(weights, [g]);
            expected = paper(expected, g, t, kept);
            apart = Math.Max(apart, Math.Abs(expected - weights[0]));
        }
        Assert.InRange(apart, 0, 1e-13);
    }

    // Some sixty factors count: were a trillion multiplied, this would not end.
    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000_000_000)]
    public void The_product_is_multiplied_for_as_long_as_it_counts(long step)
    {
        const double β1 = 1 - 1e-15;
        double now = β1 * (1 - (0.5 * Math.Pow(0.96, step * 4e-3))),
            next = β1 * (1 - (0.5 * Math.Pow(0.96, (step + 1) * 4e-3)));
        var optimizer = new NAdamOptions
        {
            LearningRate = 0.5,
            Beta1 = β1,
            Epsilon = 1,
        }.Create<double>();
        optimizer.Step(new double[1], new double[1]);
        optimizer.Restore(optimizer.Save() with { Steps = step });
        double[] rate = new double[1];
        optimizer.EffectiveRates(rate);
        Assert.Equal(0.5 * (1 - now + next), rate[0], 1e-14);
    }

    static PaperRun.Step Paper(double η, double β1, double β2, double ε, double ψ) =>
        (θ, g, t, slots) =>
        {
            ref double m = ref slots[0],
                v = ref slots[1],
                product = ref slots[2];
            double μ = β1 * (1 - (0.5 * Math.Pow(0.96, t * ψ))),
                next = β1 * (1 - (0.5 * Math.Pow(0.96, (t + 1) * ψ)));
            product = (t == 1 ? 1 : product) * μ;
            m = (β1 * m) + ((1 - β1) * g);
            v = (β2 * v) + ((1 - β2) * g * g);
            double mean = (next * m / (1 - (product * next))) + ((1 - μ) * g / (1 - product));
            return θ - (η * mean / (Math.Sqrt(v / (1 - Math.Pow(β2, t))) + ε));
        };
}
