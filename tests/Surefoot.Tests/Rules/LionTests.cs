using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Rules;

/// <summary>Lion is algorithm 2 of Chen and others 2023.</summary>
public class LionTests
{
    [Theory]
    [InlineData(0.9, 0.99, 0)]
    [InlineData(0.95, 0.98, 0.1)]
    [InlineData(0, 0.5, 0)]
    public void It_follows_the_paper(double β1, double β2, double λ) =>
        PaperRun.Follows(
            new LionOptions
            {
                LearningRate = 1e-3,
                Beta1 = β1,
                Beta2 = β2,
                WeightDecay = λ,
            },
            (θ, g, t, slots) =>
            {
                ref double m = ref slots[0];
                double c = (β1 * m) + ((1 - β1) * g);
                m = (β2 * m) + ((1 - β2) * g);
                return θ - (1e-3 * (Math.Sign(c) + (λ * θ)));
            }
        );

    [Theory]
    [InlineData(float.Epsilon, -1)]
    [InlineData(-float.Epsilon, 1)]
    [InlineData(1e-30f, -1)]
    [InlineData(-3e38f, 1)]
    public void A_gradient_of_any_size_moves_by_the_rate(float gradient, float moves) =>
        Assert.All(Moved(gradient), weight => Assert.Equal(0.5f * moves, weight));

    [Fact]
    public void No_gradient_moves_by_nothing()
    {
        Assert.All(Moved(0f), weight => Assert.Equal(0f, weight));
        Assert.All(Moved(-0f), weight => Assert.Equal(0f, weight));
    }

    static float[] Moved(float gradient)
    {
        float[] weights = new float[9];
        new LionOptions { LearningRate = 0.5, Beta1 = 0 }
            .Create<float>()
            .Step(weights, [.. Enumerable.Repeat(gradient, weights.Length)]);
        return weights;
    }
}
