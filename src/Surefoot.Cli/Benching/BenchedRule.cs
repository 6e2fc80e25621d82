using Surefoot.Optimizers;

namespace Surefoot.Cli.Benching;

/// <summary>A rule that `surefoot bench` times.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Options">
/// Its settings; a rate so small that thousands of steps leave the weights where they are.
/// </param>
/// <param name="BytesPerParameter">
/// What one step reads and writes for each weight, in float: 4 bytes for g, 8 for θ and 8 for each slot.
/// </param>
sealed record BenchedRule(string Name, OptimizerOptions Options, int BytesPerParameter)
{
    /// <summary>Every rule, RMSprop's variants first.</summary>
    public static IReadOnlyList<BenchedRule> All { get; } =
    [
        new("rmsprop", new RmsPropOptions { LearningRate = Rate }, 20),
        new("rmsprop momentum", new RmsPropOptions { LearningRate = Rate, Momentum = 0.9 }, 28),
        new(
            "rmsprop centered",
            new RmsPropOptions
            {
                LearningRate = Rate,
                Centered = true,
                Epsilon = 1e-4,
            },
            28
        ),
        new(
            "rmsprop both",
            new RmsPropOptions
            {
                LearningRate = Rate,
                Centered = true,
                Momentum = 0.9,
                Epsilon = 1e-4,
            },
            36
        ),
        new("adagrad", new AdaGradOptions { LearningRate = Rate }, 20),
        new("adam", new AdamOptions { LearningRate = Rate }, 28),
        new("sgd", new SgdOptions { LearningRate = Rate }, 12),
        new("momentum", new SgdOptions { LearningRate = Rate, Momentum = 0.9 }, 20),
    ];

    const double Rate = 1e-9;
}
