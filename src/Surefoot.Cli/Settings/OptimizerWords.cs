namespace Surefoot.Cli.Settings;

/// <summary>The optimizer's options as they were typed; null where they were not.</summary>
/// <param name="Optimizer">--optimizer.</param>
/// <param name="LearningRate">--learning-rate: η.</param>
/// <param name="Preset">--preset: the dialect that the other options start from.</param>
/// <param name="Given">
/// The options of its rule that were given, by their names, in the order of the help; that of a switch has no text.
/// </param>
sealed record OptimizerWords(
    string? Optimizer,
    string? LearningRate,
    string? Preset,
    IReadOnlyList<KeyValuePair<string, string?>> Given
);
