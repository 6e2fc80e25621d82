using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>The event at the end of each epoch, and one line of metrics.jsonl.</summary>
/// <param name="Epoch">The epoch that ended, counted from 1.</param>
/// <param name="Epochs">How many epochs the run is to have.</param>
/// <param name="Step">
/// How many batches the run has gone through in all: an optimizer's step each, unless the gradients of several are
/// averaged (<see cref="TrainerOptions.AccumulatedBatches"/>).
/// </param>
/// <param name="TrainLoss">
/// The mean loss over the epoch's rows, each taken when its batch came (so with the weights of that step, and with
/// dropout).
/// </param>
/// <param name="ValidationLoss">
/// The mean loss over the validation rows at the end of the epoch; NaN where there are none.
/// </param>
/// <param name="ValidationMeasure">
/// The accuracy in [0, 1], or the RMSE in the target's own units; NaN where there are no validation rows.
/// </param>
/// <param name="IsBest">Whether no epoch before had so low a validation loss.</param>
/// <param name="LearningRate">The optimizer's learning rate η after the schedule, at the epoch's last step.</param>
/// <param name="GradientNorm">
/// The Euclidean norm of the gradient of the epoch's last step, averaged over its batches where there are several;
/// those of row-sparse tables are left out.
/// </param>
/// <param name="Seconds">Seconds since the run started.</param>
/// <param name="SamplesPerSecond">Training rows a second in this epoch, without the time spent on validation.</param>
public sealed record EpochDone(
    [property: JsonConverter(typeof(FromOne))] int Epoch,
    [property: JsonConverter(typeof(FromOne))] int Epochs,
    long Step,
    double TrainLoss,
    double ValidationLoss,
    double ValidationMeasure,
    bool IsBest,
    double LearningRate,
    double GradientNorm,
    double Seconds,
    double SamplesPerSecond
)
{
    /// <summary>
    /// What the trainer's metrics say over the validation rows, by their kinds; empty where it has none.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<KeyValuePair<string, double>> ValidationMetrics { get; init; } = [];

    [JsonInclude, JsonPropertyName("metrics")]
    internal IReadOnlyList<StoredMetric> StoredMetrics
    {
        get => StoredMetric.Of(ValidationMetrics);
        init => ValidationMetrics = StoredMetric.Pairs(value);
    }

    /// <summary>The field that a line of this kind begins with.</summary>
    internal const string Mark = "epoch";

    /// <summary>This epoch as an object of metrics.jsonl; a number that is not finite becomes null.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
