using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>The settings of NAdam; the defaults are PyTorch's.</summary>
/// <example>
/// <code>
/// Optimizer&lt;float&gt; optimizer = new NAdamOptions { LearningRate = 1e-3 }.Create&lt;float&gt;();
/// </code>
/// </example>
public sealed record NAdamOptions : OptimizerOptions
{
    /// <summary>The default settings: η = 2e-3, β₁ = 0.9, β₂ = 0.999, ε = 1e-8, ψ = 4e-3.</summary>
    public NAdamOptions()
        : base(2e-3) { }

    /// <summary>NAdam, with all that is said of it.</summary>
    public static OptimizerKind Kind =>
        field ??= new(
            "nadam",
            "NAdam",
            "Dozat, ICLR workshop 2016: Adam with Nesterov's look-ahead, and a momentum that rises from β₁/2 to β₁: "
                + "μₜ = β₁·(1 − 0.96^(t·ψ)/2), and Πₜ is the product of all so far. The form and the defaults are "
                + "PyTorch's. Πₜ is computed from t alone.",
            new NAdamOptions(),
            [
                OptimizerSetting.Number<NAdamOptions>(
                    "--beta1",
                    "beta1",
                    "β₁",
                    "the share of the mean gradient that a step keeps",
                    SettingRange.UnitInterval,
                    "0.9",
                    o => o.Beta1,
                    (o, value) => o with { Beta1 = value }
                ),
                OptimizerSetting.Number<NAdamOptions>(
                    "--beta2",
                    "beta2",
                    "β₂",
                    "the share of the mean square that a step keeps",
                    SettingRange.UnitInterval,
                    "0.999",
                    o => o.Beta2,
                    (o, value) => o with { Beta2 = value }
                ),
                OptimizerSetting.Number<NAdamOptions>(
                    "--epsilon",
                    "epsilon",
                    "ε",
                    "what keeps the divisor from 0",
                    SettingRange.NotNegative,
                    "1e-8",
                    o => o.Epsilon,
                    (o, value) => o with { Epsilon = value }
                ),
                OptimizerSetting.Number<NAdamOptions>(
                    "--momentum-decay",
                    "momentumDecay",
                    "ψ",
                    "how fast the momentum rises from half of β₁ to β₁; 0 leaves it there",
                    SettingRange.NotNegative,
                    "0.004",
                    o => o.MomentumDecay,
                    (o, value) => o with { MomentumDecay = value }
                ),
            ]
        );

    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <summary>
    /// β₁: the share of the mean gradient that a step keeps. From 0 up to, but not including, 1; default 0.9.
    /// </summary>
    public double Beta1
    {
        get;
        init => field = Setting.UnitInterval(value);
    } = 0.9;

    /// <summary>
    /// β₂: the share of the mean square that a step keeps. From 0 up to, but not including, 1; default 0.999.
    /// </summary>
    public double Beta2
    {
        get;
        init => field = Setting.UnitInterval(value);
    } = 0.999;

    /// <summary>ε: what keeps the divisor from 0. A finite number, 0 or more; default 1e-8.</summary>
    public double Epsilon
    {
        get;
        init => field = Setting.NotNegative(value);
    } = 1e-8;

    /// <summary>
    /// ψ: how fast the momentum rises from half of β₁ to β₁. A finite number, 0 or more; default 4e-3. With 0 it stays
    /// at half of β₁.
    /// </summary>
    public double MomentumDecay
    {
        get;
        init => field = Setting.NotNegative(value);
    } = 4e-3;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> StateSettings =>
        new Dictionary<string, string>
        {
            [nameof(Beta1)] = Setting.Text(Beta1),
            [nameof(Beta2)] = Setting.Text(Beta2),
            [nameof(Maximize)] = $"{Maximize}",
        };

    /// <inheritdoc/>
    public override double GradientLimit(double largest) => 0.99 * Math.Sqrt(largest);

    /// <inheritdoc/>
    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        visitor.Visit<NAdamRule<T>, NAdamOptions>();
}
