using System.Reflection;
using Surefoot.Optimizers;

namespace Surefoot.Stranger;

/// <summary>
/// A rule written outside the library, from its public surface alone, is driven, saved and printed like one of its own.
/// </summary>
public class AdadeltaTests
{
    [Fact]
    public void It_follows_the_paper()
    {
        var optimizer = new AdadeltaOptions { Decay = 0.9, Epsilon = 1e-4 }.Create<double>();
        double[] weights = [1, -2, 3],
            expected = [1, -2, 3],
            v = new double[3],
            u = new double[3];
        for (int step = 1; step <= 50; step++)
        {
            double[] gradients = [Math.Sin(step), Math.Cos(2 * step), 0.1 * step];
            optimizer.Step(weights, gradients);
            for (int i = 0; i < 3; i++)
            {
                v[i] = (0.9 * v[i]) + (0.1 * gradients[i] * gradients[i]);
                double move = Math.Sqrt(u[i] + 1e-4) / Math.Sqrt(v[i] + 1e-4) * gradients[i];
                u[i] = (0.9 * u[i]) + (0.1 * move * move);
                expected[i] -= move;
                Assert.Equal(expected[i], weights[i], 1e-13);
            }
        }
        Assert.Equal(["mean_square", "mean_square_move"], optimizer.State.Select(slot => slot.Name));
    }

    [Fact]
    public void It_is_saved_and_restored()
    {
        float[] weights = [1, 2, 3, 4, 5, 6, 7, 8, 9],
            gradients = [9, 8, 7, 6, 5, 4, 3, 2, 1];
        var first = new AdadeltaOptions().Create<float>();
        first.Step(weights, gradients);
        var second = new AdadeltaOptions().Create<float>();
        second.Restore(first.Save());
        float[] copy = [.. weights];
        first.Step(weights, gradients);
        second.Step(copy, gradients);
        Assert.Equal(weights, copy);
    }

    [Fact]
    public void It_prints_its_formula() =>
        Assert.Equal(
            ["v ← ρ·v + (1−ρ)·g²", "θ ← θ − η·√(u + ε)/√(v + ε)·g", "u ← ρ·u + (1−ρ)·(√(u + ε)/√(v + ε)·g)²"],
            Formula.Of(new AdadeltaOptions())
        );

    [Fact]
    public void Its_settings_are_checked()
    {
        Assert.Contains(
            "Decay must be",
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdadeltaOptions { Decay = 1 }).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<NonFiniteGradientException>(() => new AdadeltaOptions().Create<float>().Step([1f], [1e30f]));
    }

    [Theory]
    [InlineData("AdadeltaOptions.cs")]
    [InlineData("AdadeltaRule.cs")]
    public void The_page_on_adding_a_rule_shows_these_very_files(string file) =>
        Assert.Contains($"```csharp\n{Embedded(file)}```", Embedded("adding-a-rule.md"), StringComparison.Ordinal);

    static string Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
