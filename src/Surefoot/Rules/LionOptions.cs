using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>The settings of Lion; the defaults are the paper's.</summary>
/// <example>
/// <code>
/// Optimizer&lt;float&gt; optimizer = new LionOptions { LearningRate = 1e-4, WeightDecay = 0.1 }.Create&lt;float&gt;();
/// </code>
/// </example>
public sealed record LionOptions : OptimizerOptions
{
    /// <summary>
    /// The default settings: η = 1e-4, β₁ = 0.9, β₂ = 0.99, and weight decay, where there is any, decoupled.
    /// </summary>
    public LionOptions()
        : base(1e-4) => WeightDecayForm = WeightDecayForm.Decoupled;

    /// <summary>Lion, with all that is said of it.</summary>
    public static OptimizerKind Kind =>
        field ??= new(
            "lion",
            "Lion",
            "Chen and others, NeurIPS 2023, arXiv 2302.06675: each weight moves by the whole rate, in the direction of "
                + "its gradients' mean. Rates want to be 3 to 10 times smaller than Adam's, and weight decays as much "
                + "larger, says the paper.",
            new LionOptions(),
            [
                OptimizerSetting.Number<LionOptions>(
                    "--beta1",
                    "beta1",
                    "β₁",
                    "the share of the mean gradient in the direction of a step",
                    SettingRange.UnitInterval,
                    "0.9",
                    o => o.Beta1,
                    (o, value) => o with { Beta1 = value }
                ),
                OptimizerSetting.Number<LionOptions>(
                    "--beta2",
                    "beta2",
                    "β₂",
                    "the share of the mean gradient that a step keeps",
                    SettingRange.UnitInterval,
                    "0.99",
                    o => o.Beta2,
                    (o, value) => o with { Beta2 = value }
                ),
            ]
        );

    /// <inheritdoc/>
    public override string Name => "lion";

    /// <summary>
    /// β₁: the share of the mean gradient in the direction of a step; the rest is the gradient's own. From 0 up to, but
    /// not including, 1; default 0.9.
    /// </summary>
    public double Beta1
    {
        get;
        init => field = Setting.UnitInterval(value);
    } = 0.9;

    /// <summary>
    /// β₂: the share of the mean gradient that a step keeps. From 0 up to, but not including, 1; default 0.99.
    /// </summary>
    public double Beta2
    {
        get;
        init => field = Setting.UnitInterval(value);
    } = 0.99;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> StateSettings =>
        new Dictionary<string, string> { [nameof(Beta2)] = Setting.Text(Beta2), [nameof(Maximize)] = $"{Maximize}" };

    /// <inheritdoc/>
    public override double GradientLimit(double largest) => 0.99 * largest;

    /// <inheritdoc/>
    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        visitor.Visit<LionRule<T>, LionOptions>();
}
