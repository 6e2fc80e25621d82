using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Watching;

/// <summary>
/// Some steps in a row as the watcher saw them: the mean loss over all of them, and the health of each layer at the
/// last. The event of an interval, and one line of metrics.jsonl.
/// </summary>
/// <param name="Interval">Its number, counted from 1.</param>
/// <param name="Epoch">The epoch of its last step, counted from 1.</param>
/// <param name="Step">Its last step, counted from 1; its first follows the interval before.</param>
/// <param name="Loss">The mean of its batches' losses.</param>
/// <param name="LearningRate">The optimizer's learning rate η after the schedule, at the last step.</param>
/// <param name="Layers">The layers in the order of the network; row-sparse tables are not among them.</param>
public sealed record WatchedInterval(
    int Interval,
    int Epoch,
    long Step,
    double Loss,
    double LearningRate,
    IReadOnlyList<LayerHealth> Layers
)
{
    /// <summary>The field that a line of this kind begins with.</summary>
    internal const string Mark = "interval";

    /// <summary>
    /// This interval as an object of metrics.jsonl, to six digits; a number that is not finite becomes null.
    /// </summary>
    public JsonObject ToJson() =>
        new()
        {
            [Mark] = Interval,
            ["epoch"] = Epoch,
            ["step"] = Step,
            ["loss"] = JsonFields.Short(Loss),
            ["learningRate"] = JsonFields.Short(LearningRate),
            ["layers"] = new JsonArray([.. Layers.Select(layer => (JsonNode)layer.ToJson())]),
        };

    internal static WatchedInterval FromJson(JsonFields json) =>
        new(
            (int)json.Whole(Mark, 1, int.MaxValue),
            (int)json.Whole("epoch", 1, int.MaxValue),
            json.Whole("step", 1, long.MaxValue),
            json.Number("loss"),
            json.Number("learningRate"),
            [.. json.Objects("layers").Select(LayerHealth.FromJson)]
        );
}
