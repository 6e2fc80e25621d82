using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>The settings of gradient descent, with or without momentum; the defaults are PyTorch's.</summary>
/// <example>
/// <code>
/// var options = new SgdOptions { LearningRate = 0.1, Momentum = 0.9, Nesterov = true };
/// Optimizer&lt;float&gt; optimizer = options.Create&lt;float&gt;();
/// </code>
/// </example>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>The default settings: η = 1e-2, no momentum.</summary>
    public SgdOptions()
        : base(1e-2) { }

    /// <summary>Plain gradient descent, with all that is said of it.</summary>
    public static OptimizerKind Kind =>
        field ??= new(
            "sgd",
            "SGD",
            "Gradient descent (Robbins and Monro 1951), as in PyTorch.",
            new SgdOptions(),
            Settings
        )
        {
            IsUsual = true,
        };

    /// <summary>Gradient descent with momentum, with all that is said of it.</summary>
    public static OptimizerKind MomentumKind =>
        field ??= new(
            "momentum",
            "Momentum",
            "Gradient descent with momentum (Polyak 1964), or Nesterov's form of it (Sutskever and others, ICML 2013), "
                + "as in PyTorch.",
            new SgdOptions { Momentum = 0.9 },
            Settings
        )
        {
            Key = "sgd",
            IsUsual = true,
            Objection = options =>
                options is SgdOptions { Momentum: 0 }
                    ? "--momentum is '0', which leaves --optimizer momentum nothing to do. Give, for example, "
                        + "--momentum 0.9, or choose --optimizer sgd."
                    : null,
        };

    static IReadOnlyList<OptimizerSetting> Settings =>
        field ??= [
            MomentumRow,
            OptimizerSetting.Number<SgdOptions>(
                "--dampening",
                "dampening",
                "τ",
                "the share of a gradient that is kept out of the momentum",
                SettingRange.UnitInterval,
                "0.1",
                o => o.Dampening,
                (o, value) => o with { Dampening = value },
                needs: MomentumRow
            ),
            OptimizerSetting.Switch<SgdOptions>(
                "--nesterov",
                "nesterov",
                "momentum that looks ahead",
                o => o.Nesterov,
                (o, value) => o with { Nesterov = value },
                needs: MomentumRow
            ),
        ];

    static OptimizerSetting MomentumRow =>
        field ??= OptimizerSetting.Number<SgdOptions>(
            "--momentum",
            "momentum",
            "μ",
            "the share of the momentum that a step keeps",
            SettingRange.UnitInterval,
            "0.9",
            o => o.Momentum,
            (o, value) => o with { Momentum = value }
        );

    /// <inheritdoc/>
    public override string Name => Momentum > 0 ? "momentum" : "sgd";

    /// <summary>
    /// μ: the share of the momentum buffer that a step keeps. From 0 up to, but not including, 1; default 0, which
    /// keeps no buffer.
    /// </summary>
    public double Momentum
    {
        get;
        init => field = Setting.UnitInterval(value);
    }

    /// <summary>
    /// τ: the share of a gradient that is kept out of the buffer, from the second step on. From 0 up to, but not
    /// including, 1; default 0.
    /// </summary>
    public double Dampening
    {
        get;
        init => field = Setting.UnitInterval(value);
    }

    /// <summary>
    /// Whether momentum looks ahead as Nesterov's does. Default false; needs momentum and no dampening.
    /// </summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> StateSettings =>
        Momentum == 0
            ? new Dictionary<string, string>()
            : new Dictionary<string, string>
            {
                [nameof(Momentum)] = Setting.Text(Momentum),
                [nameof(Dampening)] = Setting.Text(Dampening),
                [nameof(Maximize)] = $"{Maximize}",
            };

    /// <inheritdoc/>
    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        Momentum > 0 ? visitor.Visit<SgdRule<T, On>, SgdOptions>() : visitor.Visit<SgdRule<T, Off>, SgdOptions>();

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Nesterov needs a Momentum above 0 and a Dampening of 0; they are {Momentum} and {Dampening}."
                )
            );
    }
}
