using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>The settings of Adadelta; the defaults are PyTorch's (the paper: ρ = 0.95).</summary>
/// <example>
/// <code>
/// Optimizer&lt;float&gt; optimizer = new AdadeltaOptions { Decay = 0.95 }.Create&lt;float&gt;();
/// </code>
/// </example>
public sealed record AdadeltaOptions : OptimizerOptions
{
    /// <summary>The default settings: η = 1, since the formula has no rate of its own, ρ = 0.9, ε = 1e-6.</summary>
    public AdadeltaOptions()
        : base(1) { }

    /// <summary>Adadelta, with all that is said of it.</summary>
    public static OptimizerKind Kind =>
        field ??= new(
            "adadelta",
            "Adadelta",
            "Zeiler 2012, arXiv 1212.5701: the rate is the root of an average of its own squared moves. The defaults "
                + "are PyTorch's, whose η multiplies each move; the paper has none, which is η = 1, and ρ = 0.95.",
            new AdadeltaOptions(),
            [
                OptimizerSetting.Number<AdadeltaOptions>(
                    "--decay",
                    "decay",
                    "ρ",
                    "the share of both averages that a step keeps",
                    SettingRange.UnitInterval,
                    "0.95",
                    o => o.Decay,
                    (o, value) => o with { Decay = value }
                ),
                OptimizerSetting.Number<AdadeltaOptions>(
                    "--epsilon",
                    "epsilon",
                    "ε",
                    "what lets the first step be more than 0",
                    SettingRange.Positive,
                    "1e-6",
                    o => o.Epsilon,
                    (o, value) => o with { Epsilon = value }
                ),
            ]
        );

    /// <inheritdoc/>
    public override string Name => "adadelta";

    /// <summary>
    /// ρ: the share of both averages, of squared gradients and of squared moves, that a step keeps. From 0 up to, but
    /// not including, 1; default 0.9.
    /// </summary>
    public double Decay
    {
        get;
        init => field = Setting.UnitInterval(value);
    } = 0.9;

    /// <summary>
    /// ε: what lets the first step be more than 0, and keeps the divisor from 0. A finite number above 0; default 1e-6.
    /// </summary>
    public double Epsilon
    {
        get;
        init => field = Setting.Positive(value);
    } = 1e-6;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> StateSettings =>
        new Dictionary<string, string>
        {
            [nameof(Decay)] = Setting.Text(Decay),
            [nameof(Epsilon)] = Setting.Text(Epsilon),
        };

    /// <inheritdoc/>
    public override double GradientLimit(double largest) => 0.99 * Math.Sqrt(largest);

    /// <inheritdoc/>
    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        visitor.Visit<AdadeltaRule<T>, AdadeltaOptions>();
}
