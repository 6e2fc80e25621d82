using System.Text.Json.Nodes;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Runs.Watching;

/// <content>What of it goes into a checkpoint: all that a later look, or a reaction, depends on.</content>
sealed partial class Watcher<T> : IRunState
{
    /// <inheritdoc/>
    public string Name => "watcher";

    /// <inheritdoc/>
    public void Write(RunStateWriter state)
    {
        (double[] intervals, double[] layers) = Intervals.Numbers;
        double[] epochs = Epochs.Numbers;
        state.Numbers<double>("intervals", () => intervals);
        state.Numbers<double>("layers", () => layers);
        state.Numbers<double>("epochs", () => epochs);
        state.Json["interval"] = Intervals.Number;
        state.Json["stride"] = Intervals.Stride;
        state.Json["epochStride"] = Epochs.Stride;
        state.Number("lossSum", lossSum);
        state.Json["losses"] = losses;
        state.Number("chanceLoss", ChanceLoss);
        (long looked, long waitsUntil, IReadOnlyList<Finding> found) = findings.Memory;
        state.Json["looked"] = looked;
        state.Json["waitsUntil"] = waitsUntil;
        state.Json["found"] = JsonArray.Create(JsonFile.Element(found));
    }

    /// <inheritdoc/>
    public void Read(RunStateReader state)
    {
        JsonFields json = state.Json;
        Intervals.Restore(
            state.Numbers<double>("intervals"),
            state.Numbers<double>("layers"),
            (int)json.Whole("interval", 0, int.MaxValue),
            json.Whole("stride", 1, long.MaxValue),
            json
        );
        Epochs.Restore(state.Numbers<double>("epochs"), (int)json.Whole("epochStride", 1, int.MaxValue), json);
        (lossSum, losses, looking) = (state.Number("lossSum"), (int)json.Whole("losses", 0, int.MaxValue), false);
        ChanceLoss = state.Number("chanceLoss");
        (NonFinite, Diverged) = (null, null);
        findings.Memory = (
            json.Whole("looked", 0, long.MaxValue),
            json.Whole("waitsUntil", 0, long.MaxValue),
            json.Value<IReadOnlyList<Finding>>("found") ?? throw json.Wrong("found", "is missing")
        );
    }
}
