using Surefoot.Rules;

namespace Surefoot.Cli.Benching;

/// <summary>A rule that `surefoot bench` times.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Options">
/// Its settings; a rate so small that thousands of steps leave the weights where they are.
/// </param>
sealed record BenchedRule(string Name, OptimizerOptions Options)
{
    /// <summary>Every rule, RMSprop's variants first.</summary>
    public static IReadOnlyList<BenchedRule> All { get; } =
    [
        new("rmsprop", new RmsPropOptions { LearningRate = Rate }),
        new("rmsprop momentum", new RmsPropOptions { LearningRate = Rate, Momentum = 0.9 }),
        new(
            "rmsprop centered",
            new RmsPropOptions
            {
                LearningRate = Rate,
                Centered = true,
                Epsilon = 1e-4,
            }
        ),
        new(
            "rmsprop both",
            new RmsPropOptions
            {
                LearningRate = Rate,
                Centered = true,
                Momentum = 0.9,
                Epsilon = 1e-4,
            }
        ),
        .. OptimizerKind
            .All.Where(kind => kind.Defaults is not RmsPropOptions)
            .Select(kind => new BenchedRule(kind.Name, kind.Defaults with { LearningRate = Rate })),
    ];

    const double Rate = 1e-9;

    /// <summary>
    /// What one step reads and writes for each weight, in float: 4 bytes for g, 8 for θ and 8 for each slot.
    /// </summary>
    public int BytesPerParameter => 12 + (8 * Options.SlotNames.Count);
}
