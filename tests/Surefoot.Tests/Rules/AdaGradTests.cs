using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Rules;

/// <summary>
/// AdaGrad with ε under the root is Keras' and TensorFlow's; that with ε outside is held by stored runs.
/// </summary>
public class AdaGradTests
{
    [Theory]
    [InlineData(1e-7, 0.1)]
    [InlineData(0.5, 0)]
    public void With_epsilon_under_the_root_it_follows_Keras(double ε, double start)
    {
        PaperRun.Follows(
            new AdaGradOptions
            {
                LearningRate = 0.01,
                Epsilon = ε,
                EpsilonPlacement = EpsilonPlacement.Inside,
                InitialSum = start,
            },
            (θ, g, t, slots) =>
            {
                ref double sum = ref slots[0];
                sum = (t == 1 ? start : sum) + (g * g);
                return θ - (0.01 * g / Math.Sqrt(sum + ε));
            }
        );
    }

    [Fact]
    public void It_prints_so() =>
        Assert.Equal(
            ["s ← s + g²", "θ ← θ − η·g/√(s + ε)"],
            Formula.Of(new AdaGradOptions { EpsilonPlacement = EpsilonPlacement.Inside })
        );
}
