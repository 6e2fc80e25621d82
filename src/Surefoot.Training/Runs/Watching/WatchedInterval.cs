using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Watching;

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
    [property: JsonConverter(typeof(FromOne))] int Interval,
    [property: JsonConverter(typeof(FromOne))] int Epoch,
    [property: JsonConverter(typeof(LongFromOne))] long Step,
    [property: JsonConverter(typeof(Short))] double Loss,
    [property: JsonConverter(typeof(Short))] double LearningRate,
    IReadOnlyList<LayerHealth> Layers
)
{
    /// <summary>The field that a line of this kind begins with.</summary>
    internal const string Mark = "interval";

    /// <summary>
    /// This interval as an object of metrics.jsonl, to six digits; a number that is not finite becomes null.
    /// </summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
