using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>The settings of AdaGrad; the defaults are PyTorch's.</summary>
/// <example>
/// <code>
/// var options = new AdaGradOptions { LearningRate = 0.01, InitialSum = 0.1 };
/// Optimizer&lt;float&gt; optimizer = options.Create&lt;float&gt;();
/// </code>
/// </example>
public sealed record AdaGradOptions : OptimizerOptions
{
    /// <summary>The default settings: η = 1e-2, ε = 1e-10.</summary>
    public AdaGradOptions()
        : base(1e-2) { }

    /// <summary>AdaGrad, with all that is said of it.</summary>
    public static OptimizerKind Kind =>
        field ??= new(
            "adagrad",
            "AdaGrad",
            "Duchi, Hazan and Singer, JMLR 12, 2011. The defaults are PyTorch's.",
            new AdaGradOptions(),
            [
                EpsilonRow,
                OptimizerSetting.Choice<AdaGradOptions, EpsilonPlacement>(
                    "--epsilon-placement",
                    "epsilonPlacement",
                    "whether epsilon is added to the root (outside) or under it (inside)",
                    o => o.EpsilonPlacement,
                    (o, value) => o with { EpsilonPlacement = value },
                    needs: EpsilonRow,
                    later: true
                ),
                OptimizerSetting.Number<AdaGradOptions>(
                    "--rate-decay",
                    "rateDecay",
                    "δ",
                    "how fast the rate itself falls, to η/(1 + (t−1)·δ)",
                    SettingRange.NotNegative,
                    "0.01",
                    o => o.RateDecay,
                    (o, value) => o with { RateDecay = value }
                ),
                OptimizerSetting.Number<AdaGradOptions>(
                    "--initial-sum",
                    "initialSum",
                    "s₀",
                    "what the sum of squares starts at",
                    SettingRange.NotNegative,
                    "0.1",
                    o => o.InitialSum,
                    (o, value) => o with { InitialSum = value }
                ),
            ]
        )
        {
            IsUsual = true,
        };

    static OptimizerSetting EpsilonRow =>
        field ??= OptimizerSetting.Number<AdaGradOptions>(
            "--epsilon",
            "epsilon",
            "ε",
            "what keeps the divisor from 0",
            SettingRange.NotNegative,
            "1e-8",
            o => o.Epsilon,
            (o, value) => o with { Epsilon = value }
        );

    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <summary>ε: what keeps the divisor from 0. A finite number, 0 or more; default 1e-10.</summary>
    public double Epsilon
    {
        get;
        init => field = Setting.NotNegative(value);
    } = 1e-10;

    /// <summary>Whether ε is added to the root (the default, as in PyTorch) or under it (Keras, TensorFlow).</summary>
    public EpsilonPlacement EpsilonPlacement { get; init; }

    /// <summary>How fast the rate itself falls: η/(1 + (t−1)·decay). A finite number, 0 or more; default 0.</summary>
    public double RateDecay
    {
        get;
        init => field = Setting.NotNegative(value);
    }

    /// <summary>
    /// What the sum of squares starts at. A finite number, 0 or more; default 0 (Keras and TensorFlow: 0.1).
    /// </summary>
    public double InitialSum
    {
        get;
        init => field = Setting.NotNegative(value);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> StateSettings =>
        new Dictionary<string, string> { [nameof(InitialSum)] = Setting.Text(InitialSum) };

    /// <inheritdoc/>
    public override double InitialValue(string slot) => InitialSum;

    /// <inheritdoc/>
    /// <remarks>
    /// The squares are summed for ever: a million gradients of this size, and not just one, must leave the sum finite.
    /// </remarks>
    public override double GradientLimit(double largest) => 1e-3 * Math.Sqrt(largest);

    /// <inheritdoc/>
    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        visitor.Visit<AdaGradRule<T>, AdaGradOptions>();
}
