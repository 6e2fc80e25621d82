namespace Surefoot.Cli.Settings;

/// <summary>The optimizer's options as they were typed; null where they were not.</summary>
/// <param name="Optimizer">--optimizer.</param>
/// <param name="LearningRate">--learning-rate: η.</param>
/// <param name="Decay">--decay: ρ.</param>
/// <param name="Momentum">--momentum: μ.</param>
/// <param name="Centered">--centered.</param>
/// <param name="Preset">--preset: the dialect that the other options start from.</param>
/// <param name="Epsilon">--epsilon: ε.</param>
/// <param name="WeightDecay">--weight-decay: λ.</param>
/// <param name="Nesterov">--nesterov.</param>
sealed record OptimizerWords(
    string? Optimizer,
    string? LearningRate,
    string? Decay,
    string? Momentum,
    bool Centered,
    string? Preset,
    string? Epsilon,
    string? WeightDecay,
    bool Nesterov
);
