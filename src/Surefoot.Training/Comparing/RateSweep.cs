using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Comparing;

/// <summary>What a sweep of the learning rate saw.</summary>
public sealed record RateSweep
{
    /// <summary>The rate to try; null where the loss never fell clearly, so that nothing can be said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Suggestion { get; init; }

    /// <summary>Why, or why there is none: a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The rate at which the smoothed loss was lowest.</summary>
    [JsonPropertyName("rateAtLowestLoss")]
    public required double Lowest { get; init; }

    /// <summary>
    /// Whether the sweep ended before its last rate, because the loss or a gradient was no longer finite or the loss
    /// had grown far above its lowest.
    /// </summary>
    public required bool Diverged { get; init; }

    /// <summary>The rate of each step, ascending by one factor.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>The loss of each step's batch, before the step.</summary>
    public required IReadOnlyList<double> Losses { get; init; }

    /// <summary>
    /// The losses as the suggestion reads them: an exponentially decaying average, with its start at 0 corrected for.
    /// </summary>
    public required IReadOnlyList<double> Smoothed { get; init; }

    /// <summary>This sweep as JSON.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
