namespace Surefoot.Rules;

/// <content>The dialects of other frameworks and papers, by name. Each makes the same steps as its source, up to
/// rounding.</content>
public sealed partial record RmsPropOptions
{
    /// <summary>
    /// PyTorch and TorchSharp: η = 1e-2, ρ = 0.99, ε = 1e-8 outside the root, weight decay coupled, rate outside the
    /// momentum buffer.
    /// </summary>
    public static RmsPropOptions PyTorch { get; } = new() { LearningRate = 1e-2 };

    /// <summary>
    /// Keras 3: η = 1e-3, ρ = 0.9, ε = 1e-7 inside the root, weight decay decoupled, rate inside the momentum buffer.
    /// </summary>
    public static RmsPropOptions Keras { get; } =
        new()
        {
            LearningRate = 1e-3,
            Decay = 0.9,
            Epsilon = 1e-7,
            EpsilonPlacement = EpsilonPlacement.Inside,
            MomentumForm = MomentumForm.RateInside,
            WeightDecayForm = WeightDecayForm.Decoupled,
        };

    /// <summary>
    /// TensorFlow 1's RMSPropOptimizer: ρ = 0.9, ε = 1e-10 inside the root, the mean square starting at 1, rate inside
    /// the momentum buffer. It has no learning rate of its own; this one is 1e-3.
    /// </summary>
    public static RmsPropOptions TensorFlow1 { get; } =
        new()
        {
            LearningRate = 1e-3,
            Decay = 0.9,
            Epsilon = 1e-10,
            EpsilonPlacement = EpsilonPlacement.Inside,
            InitialMeanSquare = 1,
            MomentumForm = MomentumForm.RateInside,
        };

    /// <summary>
    /// Optax: ρ = 0.9, ε = 1e-8 inside the root, rate inside the momentum buffer; Nesterov and bias correction by their
    /// switches. It has no learning rate of its own; this one is 1e-3.
    /// </summary>
    public static RmsPropOptions Optax { get; } =
        new()
        {
            LearningRate = 1e-3,
            Decay = 0.9,
            Epsilon = 1e-8,
            EpsilonPlacement = EpsilonPlacement.Inside,
            MomentumForm = MomentumForm.RateInside,
        };

    /// <summary>
    /// Hinton's lecture 6e (2012): ρ = 0.9 and no ε; a step of 0 where the mean square is 0. The lecture names no
    /// learning rate; this one is 1e-3.
    /// </summary>
    public static RmsPropOptions Hinton { get; } =
        new()
        {
            LearningRate = 1e-3,
            Decay = 0.9,
            Epsilon = 0,
        };

    /// <summary>
    /// Graves 2013 (arXiv 1308.0850, eqs. 38–41): η = 1e-4, ρ = 0.95, ε = 1e-4 inside the root, centered, momentum 0.9
    /// with the rate inside.
    /// </summary>
    public static RmsPropOptions Graves2013 { get; } =
        new()
        {
            LearningRate = 1e-4,
            Decay = 0.95,
            Epsilon = 1e-4,
            EpsilonPlacement = EpsilonPlacement.Inside,
            Centered = true,
            Momentum = 0.9,
            MomentumForm = MomentumForm.RateInside,
        };

    /// <summary>
    /// DQN (Mnih and others, Nature 518, 2015): η = 2.5e-4, ρ = 0.95, ε = 1e-2 inside the root, centered, no momentum.
    /// </summary>
    public static RmsPropOptions Dqn { get; } =
        new()
        {
            LearningRate = 2.5e-4,
            Decay = 0.95,
            Epsilon = 1e-2,
            EpsilonPlacement = EpsilonPlacement.Inside,
            Centered = true,
            MomentumForm = MomentumForm.RateInside,
        };

    /// <summary>The presets by the names that the command line knows.</summary>
    public static IReadOnlyDictionary<string, RmsPropOptions> Presets { get; } =
        new Dictionary<string, RmsPropOptions>
        {
            ["pytorch"] = PyTorch,
            ["keras"] = Keras,
            ["tf1"] = TensorFlow1,
            ["optax"] = Optax,
            ["hinton"] = Hinton,
            ["graves"] = Graves2013,
            ["dqn"] = Dqn,
        };
}
