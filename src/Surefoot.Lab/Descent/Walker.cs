using Surefoot.Rules;

namespace Surefoot.Lab.Descent;

/// <summary>An optimizer that goes for a walk.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="Look">Which of the charts' looks its lines have.</param>
/// <param name="Options">Its settings.</param>
public sealed record Walker(OptimizerKind Kind, int Look, OptimizerOptions Options)
{
    /// <summary>What people call it.</summary>
    public string Title => Kind.Title;

    /// <summary>
    /// What it keeps of the squared gradients, in a word or two, which is what its rule calls the slot; empty where it
    /// keeps nothing.
    /// </summary>
    public string Keeps => SquaresIn(Options.SlotNames)?.Replace('_', ' ') ?? "";

    /// <summary>The slot that holds something of the squared gradients; null where none does.</summary>
    /// <param name="slots">The names of the slots.</param>
    public static string? SquaresIn(IEnumerable<string> slots) =>
        slots.FirstOrDefault(name => name is "mean_square" or "variance" or "sum_of_squares");
}
