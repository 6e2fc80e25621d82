using Surefoot.Lanes;
using Surefoot.Optimizers;
using Surefoot.Probe;
using Surefoot.Rules;

namespace Surefoot.Tests.Optimizers;

/// <summary>The formula that a rule prints is the one it computes, and the one in docs/optimizers.md.</summary>
public class FormulaTests
{
    const string Opening = "<!-- formula: ";

    [Fact]
    public void RMSprop_prints_as_in_the_lecture()
    {
        Assert.Equal(["v ← ρ·v + (1−ρ)·g²", "θ ← θ − η·g/(√v + ε)"], Formula.Of(new RmsPropOptions()));
        Assert.Equal(["v ← ρ·v + (1−ρ)·g²", "θ ← θ − η·g/√(v + ε)"], Formula.Of(RmsPropOptions.Keras));
        Assert.Equal(["v ← ρ·v + (1−ρ)·g²", "θ ← θ − η·g/√v, where x/0 = 0"], Formula.Of(RmsPropOptions.Hinton));
    }

    [Fact]
    public void Every_switch_shows()
    {
        // Dialects that step differently print differently, but for the numbers in them and for what the gradients go
        // through before the rule.
        string[] sameFormula = ["rmsprop pytorch", "rmsprop keras", "rmsprop tf1", "rmsprop optax"];
        var printed = Variant
            .All.Where(variant =>
                variant is { Clipping: null, GradientScale: 1 } && !sameFormula.Contains(variant.Name)
            )
            .Select(variant => string.Join('\n', Formula.Of(variant.Options)))
            .ToList();
        Assert.Equal(printed.Count, printed.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void What_comes_before_the_rule_is_printed_before_it()
    {
        Assert.Equal("g ← −g", Formula.Of(new SgdOptions { Maximize = true })[0]);
        Assert.Equal("g ← −g + λ·θ", Formula.Of(new SgdOptions { Maximize = true, WeightDecay = 0.1 })[0]);
        Assert.Equal(
            ["g ← −g", "θ ← θ − η·λ·θ", "θ ← θ − η·g"],
            Formula.Of(
                new SgdOptions
                {
                    Maximize = true,
                    WeightDecay = 0.1,
                    WeightDecayForm = WeightDecayForm.Decoupled,
                }
            )
        );
    }

    [Fact]
    public void A_weight_that_moves_by_the_old_state_is_printed_before_the_new()
    {
        Assert.Equal(
            ["v ← ρ·v + (1−ρ)·g²", "θ ← θ − η·√(u + ε)/√(v + ε)·g", "u ← ρ·u + (1−ρ)·(√(u + ε)/√(v + ε)·g)²"],
            Formula.Of(new AdadeltaOptions())
        );
    }

    [Fact]
    public void A_quotient_by_the_magnitude_is_printed_as_a_sign()
    {
        Symbol x = Symbol.Named("x"),
            y = Symbol.Named("y"),
            sum = x + y,
            minus = Spelled.Of("−", -1) * sum;
        Assert.Equal("sign(x + y)", $"{Symbol.DivideOrZero(sum, Symbol.Max(sum, minus))}");
        Assert.Equal("x/max(x + y, −(x + y))", $"{Symbol.DivideOrZero(x, Symbol.Max(sum, minus))}");
        Assert.Equal("(x + y)/max(x, −(x + y))", $"{Symbol.DivideOrZero(sum, Symbol.Max(x, minus))}");
    }

    [Fact]
    public void The_documentation_holds_what_the_rules_print()
    {
        string path = Path.Combine(Repository.Root, "docs", "optimizers.md"),
            text = File.ReadAllText(path),
            printed = Reprint(text, out int blocks);
        Assert.True(blocks >= 20, $"Only {blocks} formulas are marked in docs/optimizers.md.");
        foreach (string preset in RmsPropOptions.Presets.Keys)
            Assert.Contains($"{Opening}rmsprop {preset} -->", text, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("SUREFOOT_REWRITE") == "1")
            File.WriteAllText(path, printed);
        else
            Assert.True(
                text == printed,
                "docs/optimizers.md is not what the rules print. Run: SUREFOOT_REWRITE=1 dotnet test "
                    + "tests/Surefoot.Tests --filter FormulaTests"
            );
    }

    // After each line "<!-- formula: NAME -->" comes a fenced block, which is replaced by the formula of the variant of
    // that name.
    static string Reprint(string text, out int blocks)
    {
        var lines = new List<string>();
        blocks = 0;
        string[] all = text.Split('\n');
        for (int i = 0; i < all.Length; i++)
        {
            lines.Add(all[i]);
            if (!all[i].StartsWith(Opening, StringComparison.Ordinal))
                continue;
            string name = all[i][Opening.Length..].Replace(" -->", "", StringComparison.Ordinal);
            Assert.Equal("```text", all[++i]);
            lines.AddRange(["```text", .. Formula.Of(Variant.Named(name).Options), "```"]);
            while (all[++i] != "```")
                Assert.True(i + 1 < all.Length, $"The block of {name} does not end.");
            blocks++;
        }
        return string.Join('\n', lines);
    }
}
