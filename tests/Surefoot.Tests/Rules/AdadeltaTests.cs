using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Rules;

/// <summary>Adadelta is algorithm 1 of Zeiler 2012, and with a rate what PyTorch makes of it.</summary>
public class AdadeltaTests
{
    [Theory]
    [InlineData(1, 0.9, 1e-6)]
    [InlineData(1, 0.95, 1e-3)]
    [InlineData(0.3, 0.5, 1e-6)]
    public void It_follows_the_paper(double rate, double ρ, double ε) =>
        PaperRun.Follows(
            new AdadeltaOptions
            {
                LearningRate = rate,
                Decay = ρ,
                Epsilon = ε,
            },
            (θ, g, t, slots) =>
            {
                // E[g²] and E[Δx²]; RMS[x] = √(E[x²] + ε).
                ref double squares = ref slots[0],
                    moves = ref slots[1];
                squares = (ρ * squares) + ((1 - ρ) * g * g);
                double Δx = -(Math.Sqrt(moves + ε) / Math.Sqrt(squares + ε)) * g;
                moves = (ρ * moves) + ((1 - ρ) * Δx * Δx);
                return θ + (rate * Δx);
            }
        );

    [Fact]
    public void The_first_step_is_what_epsilon_lets_it_be()
    {
        double[] weights = [0, 0];
        new AdadeltaOptions().Create<double>().Step(weights, [1, -1e3]);
        Assert.Equal(-Math.Sqrt(1e-6 / (0.1 + 1e-6)), weights[0], 1e-15);
        Assert.Equal(Math.Sqrt(1e-6 / 0.1), weights[1], 1e-7);
    }
}
