using System.Reflection;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Settings;

namespace Surefoot.Stranger;

/// <summary>
/// A rule written outside the library, from its public surface alone, is driven, saved and printed like one of its own.
/// </summary>
public class AdaBeliefTests
{
    [Fact]
    public void It_follows_the_paper()
    {
        var optimizer = new AdaBeliefOptions
        {
            LearningRate = 0.1,
            Beta2 = 0.99,
            Epsilon = 1e-4,
        }.Create<double>();
        double[] weights = [1, -2, 3],
            expected = [1, -2, 3],
            m = new double[3],
            s = new double[3];
        for (int step = 1; step <= 50; step++)
        {
            double[] gradients = [Math.Sin(step), Math.Cos(2 * step), 0.1 * step];
            optimizer.Step(weights, gradients);
            for (int i = 0; i < 3; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * gradients[i]);
                s[i] = (0.99 * s[i]) + (0.01 * Math.Pow(gradients[i] - m[i], 2)) + 1e-4;
                double mean = m[i] / (1 - Math.Pow(0.9, step)),
                    surprise = s[i] / (1 - Math.Pow(0.99, step));
                expected[i] -= 0.1 * mean / (Math.Sqrt(surprise) + 1e-4);
                Assert.Equal(expected[i], weights[i], 1e-13);
            }
        }
        Assert.Equal(["mean_gradient", "mean_surprise"], optimizer.State.Select(slot => slot.Name));
    }

    [Fact]
    public void It_is_saved_and_restored()
    {
        float[] weights = [1, 2, 3, 4, 5, 6, 7, 8, 9],
            gradients = [9, 8, 7, 6, 5, 4, 3, 2, 1];
        var first = new AdaBeliefOptions().Create<float>();
        first.Step(weights, gradients);
        var second = new AdaBeliefOptions().Create<float>();
        second.Restore(first.Save());
        float[] copy = [.. weights];
        first.Step(weights, gradients);
        second.Step(copy, gradients);
        Assert.Equal(weights, copy);
    }

    [Fact]
    public void It_prints_its_formula() =>
        Assert.Equal(
            ["m ← β₁·m + (1−β₁)·g", "s ← β₂·s + (1−β₂)·(g − m)² + ε", "θ ← θ − η/(1−β₁ᵗ)·m/(√(s/(1−β₂ᵗ)) + ε)"],
            Formula.Of(new AdaBeliefOptions())
        );

    [Fact]
    public void Its_settings_are_checked()
    {
        Assert.Contains(
            "Beta2 must be",
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdaBeliefOptions { Beta2 = 1 }).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<NonFiniteGradientException>(() => new AdaBeliefOptions().Create<float>().Step([1f], [1e30f]));
    }

    // A row of a record that is in no list of the library's.
    [Fact]
    public void Its_settings_can_be_rows_of_a_table()
    {
        OptimizerSetting row = OptimizerSetting.Number<AdaBeliefOptions>(
            "--epsilon",
            "epsilon",
            "ε",
            "what keeps the divisor from 0",
            SettingRange.Positive,
            "1e-8",
            o => o.Epsilon,
            (o, value) => o with { Epsilon = value }
        );
        Assert.Same(SettingRange.Positive, row.Range);
        Assert.True(row.IsAtWork(new AdaBeliefOptions()));
        Assert.Equal(0.5, ((AdaBeliefOptions)row.Set(new AdaBeliefOptions(), 0.5)).Epsilon);
        Assert.Throws<ArgumentOutOfRangeException>(() => row.Set(new AdaBeliefOptions(), 0));
    }

    [Theory]
    [InlineData("AdaBeliefOptions.cs")]
    [InlineData("AdaBeliefRule.cs")]
    public void The_page_on_adding_a_rule_shows_these_very_files(string file) =>
        Assert.Contains($"```csharp\n{Embedded(file)}```", Embedded("adding-a-rule.md"), StringComparison.Ordinal);

    static string Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
