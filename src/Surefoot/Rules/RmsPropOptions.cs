using Surefoot.Settings;

namespace Surefoot.Rules;

/// <summary>
/// The settings of RMSprop. The defaults are PyTorch's dialect with a learning rate of 1e-3: PyTorch's own 1e-2 makes a
/// first step of 0.1 in every weight.
/// </summary>
/// <example>
/// <code>
/// RmsPropOptions options = RmsPropOptions.Keras with { LearningRate = 3e-4, Momentum = 0.9 };
/// Optimizer&lt;float&gt; optimizer = options.Create&lt;float&gt;();
/// </code>
/// </example>
public sealed partial record RmsPropOptions : OptimizerOptions
{
    /// <summary>
    /// The default settings: η = 1e-3, ρ = 0.99, ε = 1e-8 outside the root, no momentum, not centered.
    /// </summary>
    public RmsPropOptions()
        : base(1e-3) { }

    /// <summary>RMSprop, with all that is said of it.</summary>
    public static OptimizerKind Kind =>
        field ??= new(
            "rmsprop",
            "RMSprop",
            "Tieleman and Hinton, lecture 6e of \"Neural networks for machine learning\", 2012. The defaults are "
                + "PyTorch's, but for a tenth of its rate.",
            new RmsPropOptions(),
            [
                OptimizerSetting.Number<RmsPropOptions>(
                    "--decay",
                    "decay",
                    "ρ",
                    "the share of the mean square that a step keeps",
                    SettingRange.UnitInterval,
                    "0.99",
                    o => o.Decay,
                    (o, value) => o with { Decay = value }
                ),
                EpsilonRow,
                OptimizerSetting.Choice<RmsPropOptions, EpsilonPlacement>(
                    "--epsilon-placement",
                    "epsilonPlacement",
                    "whether epsilon is added to the root (outside) or under it (inside)",
                    o => o.EpsilonPlacement,
                    (o, value) => o with { EpsilonPlacement = value },
                    needs: EpsilonRow
                ),
                MomentumRow,
                OptimizerSetting.Choice<RmsPropOptions, MomentumForm>(
                    "--momentum-form",
                    "momentumForm",
                    "whether the rate multiplies the momentum (rate-outside) or goes into it (rate-inside)",
                    o => o.MomentumForm,
                    (o, value) => o with { MomentumForm = value },
                    needs: MomentumRow
                ),
                OptimizerSetting.Switch<RmsPropOptions>(
                    "--nesterov",
                    "nesterov",
                    "momentum that looks ahead",
                    o => o.Nesterov,
                    (o, value) => o with { Nesterov = value },
                    needs: MomentumRow
                ),
                OptimizerSetting.Switch<RmsPropOptions>(
                    "--centered",
                    "centered",
                    "divides by the standard deviation of the gradients, not by their root mean square",
                    o => o.Centered,
                    (o, value) => o with { Centered = value }
                ),
                OptimizerSetting.Switch<RmsPropOptions>(
                    "--bias-correction",
                    "biasCorrection",
                    "takes out that the averages start at 0",
                    o => o.BiasCorrection,
                    (o, value) => o with { BiasCorrection = value }
                ),
                OptimizerSetting.Number<RmsPropOptions>(
                    "--initial-mean-square",
                    "initialMeanSquare",
                    "v₀",
                    "what the mean square starts at",
                    SettingRange.NotNegative,
                    "1",
                    o => o.InitialMeanSquare,
                    (o, value) => o with { InitialMeanSquare = value }
                ),
            ]
        )
        {
            IsUsual = true,
            Presets = Presets.ToDictionary(preset => preset.Key, preset => (OptimizerOptions)preset.Value),
        };

    static OptimizerSetting EpsilonRow =>
        field ??= OptimizerSetting.Number<RmsPropOptions>(
            "--epsilon",
            "epsilon",
            "ε",
            "what keeps the divisor from 0",
            SettingRange.NotNegative,
            "1e-8",
            o => o.Epsilon,
            (o, value) => o with { Epsilon = value }
        );

    static OptimizerSetting MomentumRow =>
        field ??= OptimizerSetting.Number<RmsPropOptions>(
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
    public override string Name => "rmsprop";

    /// <summary>
    /// ρ: the share of the mean square that a step keeps (alpha in PyTorch, rho in Keras). From 0 up to, but not
    /// including, 1; default 0.99 (Keras: 0.9).
    /// </summary>
    public double Decay
    {
        get;
        init => field = Setting.UnitInterval(value);
    } = 0.99;

    /// <summary>
    /// ε: what keeps the divisor from 0. A finite number, 0 or more; default 1e-8 (Keras: 1e-7). With 0 the step is 0
    /// where the mean square is 0, as in Hinton's lecture, where no ε appears.
    /// </summary>
    public double Epsilon
    {
        get;
        init => field = Setting.NotNegative(value);
    } = 1e-8;

    /// <summary>
    /// Whether ε is added to the root (the default, as in PyTorch) or under it (Keras, TensorFlow, Optax): 1e-8 inside
    /// acts like 1e-4 outside.
    /// </summary>
    public EpsilonPlacement EpsilonPlacement { get; init; }

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
    /// Whether the learning rate multiplies the momentum buffer (the default, as in PyTorch) or goes into it (Keras,
    /// TensorFlow, Optax).
    /// </summary>
    public MomentumForm MomentumForm { get; init; }

    /// <summary>Whether momentum looks ahead as Nesterov's does (Optax). Default false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>
    /// Whether the gradient's mean is taken out of the mean square, so that steps are divided by a standard deviation.
    /// Default false.
    /// </summary>
    public bool Centered { get; init; }

    /// <summary>
    /// Whether the averages are divided by 1−ρᵗ, which takes out their start at 0 (Optax). Default false.
    /// </summary>
    public bool BiasCorrection { get; init; }

    /// <summary>v₀: what the mean square starts at. A finite number, 0 or more; default 0 (TensorFlow 1: 1).</summary>
    public double InitialMeanSquare
    {
        get;
        init => field = Setting.NotNegative(value);
    }

    /// <inheritdoc/>
    /// <remarks>A buffer may hold steps or steps times their rate. Centered, the mean gradient is corrected for its
    /// start at 0, and the variance is that of v and of the uncorrected mean, or under bias correction that of both
    /// corrected, times 1−ρᵗ.</remarks>
    public override string StateForm =>
        string.Join(
            ", ",
            new[]
            {
                Momentum > 0 ? (MomentumForm == MomentumForm.RateInside ? "rate inside" : "rate outside") : "",
                Centered ? (BiasCorrection ? "mean and variance corrected" : "mean corrected") : "",
            }.Where(part => part.Length > 0)
        );

    /// <inheritdoc/>
    /// <remarks>
    /// A momentum buffer holds gradients already divided, so there ε's place counts as well; ε, the rate and Nesterov's
    /// look-ahead do not.
    /// </remarks>
    public override IReadOnlyDictionary<string, string> StateSettings
    {
        get
        {
            var settings = new Dictionary<string, string>
            {
                [nameof(Decay)] = Setting.Text(Decay),
                [nameof(Momentum)] = Setting.Text(Momentum),
                [nameof(Centered)] = $"{Centered}",
                [nameof(BiasCorrection)] = $"{BiasCorrection}",
                [nameof(InitialMeanSquare)] = Setting.Text(InitialMeanSquare),
            };
            if (Momentum > 0)
                (settings[nameof(MomentumForm)], settings[nameof(EpsilonPlacement)]) = (
                    $"{MomentumForm}",
                    $"{EpsilonPlacement}"
                );
            if (Momentum > 0 || Centered)
                settings[nameof(Maximize)] = $"{Maximize}";
            return settings;
        }
    }

    /// <inheritdoc/>
    public override double InitialValue(string slot) => slot is "mean_square" or "variance" ? InitialMeanSquare : 0;

    /// <inheritdoc/>
    /// <remarks>g² must not overflow; centered, nor must (g−ḡ)², where the difference can be twice as large.</remarks>
    public override double GradientLimit(double largest) => Math.Sqrt(largest) * (Centered ? 0.49 : 0.99);

    /// <inheritdoc/>
    public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
        (Centered, Momentum > 0) switch
        {
            (false, false) => visitor.Visit<RmsPropRule<T, Off, Off>, RmsPropOptions>(),
            (false, true) => visitor.Visit<RmsPropRule<T, Off, On>, RmsPropOptions>(),
            (true, false) => visitor.Visit<RmsPropRule<T, On, Off>, RmsPropOptions>(),
            (true, true) => visitor.Visit<RmsPropRule<T, On, On>, RmsPropOptions>(),
        };

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Nesterov && Momentum == 0)
            throw new ArgumentException("Nesterov is a form of momentum: it needs a Momentum above 0, such as 0.9.");
    }
}

/// <summary>Where ε is added.</summary>
public enum EpsilonPlacement
{
    /// <summary>√v + ε, as in PyTorch.</summary>
    Outside,

    /// <summary>√(v + ε), as in Keras, TensorFlow, Optax, Graves 2013 and DQN.</summary>
    Inside,
}

/// <summary>Where the learning rate meets the momentum buffer. The two differ as soon as the rate changes.</summary>
public enum MomentumForm
{
    /// <summary>
    /// b ← μb + g/d, θ ← θ − ηb: a drop of the rate slows the steps gathered so far as well (PyTorch).
    /// </summary>
    RateOutside,

    /// <summary>
    /// b ← μb + ηg/d, θ ← θ − b: steps gathered so far keep the rate they were made at (Keras, TensorFlow, Optax,
    /// Graves 2013).
    /// </summary>
    RateInside,
}
