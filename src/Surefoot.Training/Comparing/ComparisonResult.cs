using System.Text.Json.Nodes;

namespace Surefoot.Training.Comparing;

/// <summary>What a comparison found.</summary>
public sealed record ComparisonResult
{
    /// <summary>The optimizers, in the order in which they were given.</summary>
    public required IReadOnlyList<ComparedOptimizer> Optimizers { get; init; }

    /// <summary>Whether the measure is an accuracy in [0, 1], or else an RMSE in the target's own units.</summary>
    public required bool IsClassification { get; init; }

    /// <summary>The measure whose first epoch is looked for.</summary>
    public required double Target { get; init; }

    /// <summary>
    /// Whether the target was asked for; otherwise it is the best that the weakest optimizer reaches.
    /// </summary>
    public required bool TargetIsGiven { get; init; }

    /// <summary>How many rates were tried for each optimizer; 1 means that each kept its own.</summary>
    public required int Trials { get; init; }

    /// <summary>How many epochs each trial had.</summary>
    public required int TrialEpochs { get; init; }

    /// <summary>How many epochs each scored run had.</summary>
    public required int Epochs { get; init; }

    /// <summary>The seeds of the scored runs.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>The seed of the search.</summary>
    public required ulong SearchSeed { get; init; }

    /// <summary>What each optimizer was given, in a sentence.</summary>
    public string Budget
    {
        get
        {
            string search =
                Trials == 1
                    ? "No rate was searched for: each optimizer kept its own."
                    : $"For each optimizer {Trials} learning rates were tried, {Count(TrialEpochs, "epoch")} "
                        + $"each with seed {SearchSeed}, and the one with the lowest validation loss was taken.";
            return $"{search} Then each ran {Count(Epochs, "epoch")} with {Count(Seeds.Count, "seed")}, from the "
                + "same starting weights and over the same batches as the others.";
        }
    }

    /// <summary>This result as comparison.json holds it.</summary>
    public JsonObject ToJson() =>
        new()
        {
            ["measure"] = IsClassification ? "accuracy" : "rmse",
            ["target"] = Target,
            ["targetIsGiven"] = TargetIsGiven,
            ["budget"] = Budget,
            ["trials"] = Trials,
            ["trialEpochs"] = TrialEpochs,
            ["epochs"] = Epochs,
            ["seeds"] = new JsonArray([.. Seeds.Select(seed => JsonValue.Create(seed))]),
            ["searchSeed"] = SearchSeed,
            ["optimizers"] = new JsonArray([.. Optimizers.Select(optimizer => optimizer.ToJson(Target))]),
        };

    static string Count(int number, string what) => number == 1 ? $"one {what}" : $"{number} {what}s";
}
