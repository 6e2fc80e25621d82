using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

/// <summary>What the watcher measured of one layer at one step.</summary>
/// <param name="Name">The layer: what stands before the last point of its parameters' names, such as "dense1".</param>
/// <param name="GradientNorm">
/// The Euclidean norm of the layer's gradient, before clipping and the optimizer's scaling.
/// </param>
/// <param name="WeightNorm">The Euclidean norm of its weights and biases after the step.</param>
/// <param name="UpdateRatio">How far the step moved the weights, as a share of their norm.</param>
/// <param name="Rates">The effective rates of its weights after the step.</param>
/// <param name="Dead">
/// The share of its rectified units that were 0 for every row of the batch, in [0, 1]; null for a layer without a
/// rectifier.
/// </param>
public sealed record LayerHealth(
    string Name,
    [property: JsonConverter(typeof(Short))] double GradientNorm,
    [property: JsonConverter(typeof(Short))] double WeightNorm,
    [property: JsonConverter(typeof(Short))] double UpdateRatio,
    RateQuantiles Rates,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), JsonConverter(typeof(Short))] double? Dead = null
)
{
    /// <summary>This layer as it stands in a line of metrics.jsonl.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
