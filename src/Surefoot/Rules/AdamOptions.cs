using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>The settings of Adam; the defaults are PyTorch's. <see cref="W"/> makes those of AdamW.</summary>
/// <example>
/// <code>
/// Optimizer&lt;float&gt; adam = new AdamOptions { LearningRate = 3e-4 }.Create&lt;float&gt;();
/// Optimizer&lt;float&gt; adamW = (AdamOptions.W with { WeightDecay = 0.1 }).Create&lt;float&gt;();
/// </code>
/// </example>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>The default settings: η = 1e-3, β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</summary>
    public AdamOptions()
        : base(1e-3) { }

    /// <summary>AdamW as in PyTorch: a decoupled weight decay of 0.01.</summary>
    public static AdamOptions W { get; } = new() { WeightDecay = 0.01, WeightDecayForm = WeightDecayForm.Decoupled };

    /// <summary>Adam, with all that is said of it.</summary>
    public static OptimizerKind Kind =>
        field ??= new(
            "adam",
            "Adam",
            "Kingma and Ba, ICLR 2015. The defaults are PyTorch's; `--amsgrad` is AMSGrad (Reddi, Kale and Kumar, ICLR "
                + "2018).",
            new AdamOptions(),
            Settings
        )
        {
            IsUsual = true,
        };

    /// <summary>AdamW, with all that is said of it.</summary>
    public static OptimizerKind WKind =>
        field ??= new(
            "adamw",
            "AdamW",
            "Loshchilov and Hutter, ICLR 2019: Adam with decoupled weight decay. The defaults are PyTorch's.",
            W,
            Settings
        )
        {
            Key = "adam",
        };

    static IReadOnlyList<OptimizerSetting> Settings =>
        field ??= [
            OptimizerSetting.Number<AdamOptions>(
                "--beta1",
                "beta1",
                "β₁",
                "the share of the mean gradient that a step keeps",
                SettingRange.UnitInterval,
                "0.9",
                o => o.Beta1,
                (o, value) => o with { Beta1 = value }
            ),
            OptimizerSetting.Number<AdamOptions>(
                "--beta2",
                "beta2",
                "β₂",
                "the share of the mean square that a step keeps",
                SettingRange.UnitInterval,
                "0.999",
                o => o.Beta2,
                (o, value) => o with { Beta2 = value }
            ),
            OptimizerSetting.Number<AdamOptions>(
                "--epsilon",
                "epsilon",
                "ε",
                "what keeps the divisor from 0",
                SettingRange.NotNegative,
                "1e-8",
                o => o.Epsilon,
                (o, value) => o with { Epsilon = value }
            ),
            OptimizerSetting.Switch<AdamOptions>(
                "--amsgrad",
                "amsGrad",
                "divides by the largest mean square so far",
                o => o.AmsGrad,
                (o, value) => o with { AmsGrad = value }
            ),
        ];

    /// <inheritdoc/>
    public override string Name => "adam";

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

    /// <summary>Whether the largest mean square so far is divided by (AMSGrad). Default false.</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> StateSettings =>
        new Dictionary<string, string>
        {
            [nameof(Beta1)] = Setting.Text(Beta1),
            [nameof(Beta2)] = Setting.Text(Beta2),
            [nameof(AmsGrad)] = $"{AmsGrad}",
            [nameof(Maximize)] = $"{Maximize}",
        };

    /// <inheritdoc/>
    public override double GradientLimit(double largest) => 0.99 * Math.Sqrt(largest);

    /// <inheritdoc/>
    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        AmsGrad ? visitor.Visit<AdamRule<T, On>, AdamOptions>() : visitor.Visit<AdamRule<T, Off>, AdamOptions>();
}
