using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// What a run reached. The losses and measures belong to the weights that the network holds at the end.
/// </summary>
public sealed record RunResult
{
    /// <summary>How the run ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>How many epochs were trained to their end.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch whose weights the network holds; 0 where they are those of no whole epoch.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>
    /// How many batches were gone through: the optimizer's steps, unless the gradients of several batches are
    /// accumulated.
    /// </summary>
    public required long Steps { get; init; }

    /// <summary>
    /// When the first step was done, by the run's clock; null where there was none. Not kept in the record.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? FirstStepDone { get; init; }

    /// <summary>How many weights and biases the network has.</summary>
    public required long Parameters { get; init; }

    /// <summary>The mean training loss over the epoch that the weights are from; NaN where no epoch ended.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Seconds from the start to the end of training; looking at the test rows comes after.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training rows a second, without the time spent on validation.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>How the weights do on the validation rows; null where there are none or no epoch ended.</summary>
    public Evaluation? Validation { get; init; }

    /// <summary>How the weights do on the test rows; null where there are none or the run did not end well.</summary>
    public Evaluation? Test { get; init; }

    /// <summary>
    /// From which probability on a class is predicted, at which the classes above are counted; null where the likeliest
    /// is predicted.
    /// </summary>
    public DecisionThreshold? Threshold { get; init; }

    /// <summary>
    /// Which columns count on the validation rows; null unless that was asked for.
    /// </summary>
    public PermutationImportance? Importance { get; init; }

    /// <summary>The step, counted from 1, at which the run was found to diverge; null where it did not.</summary>
    public long? DivergedAtStep { get; init; }

    /// <summary>What happened and what to try, for a run that diverged; otherwise null.</summary>
    public string? Explanation { get; init; }

    /// <summary>What the training curve says, the gravest first; empty where the run ended in its first step.</summary>
    [JsonIgnore]
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    [JsonInclude, JsonPropertyName("diagnoses")]
    internal IReadOnlyList<StoredDiagnosis> StoredDiagnoses
    {
        get => [.. Diagnoses.Select(StoredDiagnosis.Of)];
        init => Diagnoses = [.. (value ?? []).Select(diagnosis => diagnosis.Read())];
    }

    /// <summary>What went wrong without ending the run, one sentence each.</summary>
    public IReadOnlyList<string> Warnings
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The mean loss over the validation rows; NaN where there are none.</summary>
    public double ValidationLoss => Validation?.Loss ?? double.NaN;

    /// <summary>The accuracy on the test rows, in [0, 1].</summary>
    public double? TestAccuracy => Test?.Accuracy;

    /// <summary>The RMSE on the test rows, in the target's own units.</summary>
    public double? TestRmse => Test?.Rmse;

    /// <summary>
    /// How often a row of class i was taken for class j, at [i, j]: on the test rows, or on the validation rows where
    /// there is no test set.
    /// </summary>
    public int[,]? Confusion => (Test ?? Validation)?.Confusion;

    /// <summary>This result as it stands in run.json; a number that is not finite becomes null.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
