using System.Text.Json.Serialization;
using Surefoot.Optimizers;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Runs.Sharing;

namespace Surefoot.Training.Runs;

/// <summary>How a network is trained. Each value is checked when it is set.</summary>
public sealed record TrainerOptions
{
    /// <summary>How many times the training rows are gone through, at least 1. Default 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs
    {
        get;
        init => field = AtLeast(1, value, nameof(Epochs));
    } = 20;

    /// <summary>
    /// Rows of a batch, at least 1; the last of an epoch may be shorter. A step averages the gradient over one batch,
    /// or over <see cref="AccumulatedBatches"/> of them. Default 32.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get;
        init => field = AtLeast(1, value, nameof(BatchSize));
    } = 32;

    /// <summary>The seed of the order of the rows and of dropout. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// How many rows are shuffled at a time, put together of pieces from all over the data, so that rows read from a
    /// file lie near each other; 0, the default, shuffles all rows of an epoch, which is best unless the file is much
    /// larger than memory. Two or more otherwise.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 1 or negative.</exception>
    public int ShuffleWindow
    {
        get;
        init => field = value == 0 ? 0 : AtLeast(2, value, nameof(ShuffleWindow));
    }

    /// <summary>
    /// Early stopping: the run ends after this many epochs in a row without a validation loss below the lowest before.
    /// 0, the default, never stops early.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Patience
    {
        get;
        init => field = AtLeast(0, value, nameof(Patience));
    }

    /// <summary>
    /// Whether the network ends with the weights of the epoch with the lowest validation loss (the first of equals);
    /// otherwise with the last ones. Default true. PyTorch and Keras keep the last weights unless told otherwise.
    /// </summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>
    /// How many batches' gradients are averaged before a step, at least 1; the last step of an epoch may have fewer.
    /// Default 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int AccumulatedBatches
    {
        get;
        init => field = AtLeast(1, value, nameof(AccumulatedBatches));
    } = 1;

    /// <summary>
    /// β of the averaged weights that are looked at and kept in place of the last ones
    /// (<see cref="WeightAverage{T}"/>), from 0 up to, but not including, 1; 0, the default, keeps no average.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double AverageDecay
    {
        get;
        init =>
            field = value is >= 0 and < 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(AverageDecay),
                    value,
                    FormattableString.Invariant($"{nameof(AverageDecay)} is {value}; it must be 0 or more and below 1.")
                );
    }

    /// <summary>Lowers the rate when the validation loss stops falling; null, the default, does not.</summary>
    /// <exception cref="ArgumentException">One of its values is out of range.</exception>
    [JsonPropertyOrder(1)]
    public PlateauOptions? Plateau
    {
        get;
        init
        {
            // Its values are checked where it begins.
            value?.Start();
            field = value;
        }
    }

    /// <summary>
    /// Classification into two: from which probability on the rarer class of the training rows is predicted
    /// (<see cref="RunResult.Threshold"/>); null, the default, predicts the likelier class.
    /// </summary>
    [JsonPropertyOrder(1)]
    public ThresholdOptions? Threshold { get; init; }

    /// <summary>
    /// What becomes of a step whose gradients, or whose loss, are not finite numbers. Default
    /// <see cref="NonFiniteHandling.Stop"/>.
    /// </summary>
    [JsonPropertyName("notFinite")] // Older files call it this.
    public NonFiniteHandling NonFinite { get; init; }

    /// <summary>Where and how often the run writes checkpoints; null, the default, writes none.</summary>
    [JsonPropertyOrder(1)]
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>
    /// Whether the run acts on what the watcher finds: it halves the rate where the loss oscillates or stays on a
    /// plateau, and puts the best weights back, at a lower rate, where it diverges or overfits. After acting at step n
    /// it does not act again before step 2n. Default false.
    /// </summary>
    public bool React { get; init; }

    /// <summary>
    /// Threads that compute, at least 1; with 1 no thread is started for computing. The weights do not depend on it.
    /// Default: one a processor.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads
    {
        get;
        init => field = AtLeast(1, value, nameof(Threads));
    } = Environment.ProcessorCount;

    /// <summary>The most shards that a batch is cut into.</summary>
    public const int MostShards = 1024;

    /// <summary>
    /// Into how many shards each batch is cut, from 0 to <see cref="MostShards"/> and at most
    /// <see cref="BatchSize"/>. Their gradients are computed apart and summed in an order that depends on their number
    /// alone, so that the weights are the same, byte for byte, whichever number of processes shares them
    /// (<see cref="Group"/>). 0, the default, is as many as there are processes; in one process 1, which costs
    /// nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    [JsonIgnore]
    public int Shards
    {
        get;
        init =>
            field = value is >= 0 and <= MostShards
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Shards),
                    value,
                    $"{nameof(Shards)} is {value}; it must be 0 to {MostShards}."
                );
    }

    // Absent in files where batches are not cut, as in those from before there were shards.
    [JsonInclude, JsonPropertyName("shards")]
    internal int? StoredShards
    {
        get => Shards > 0 ? Shards : null;
        init => Shards = value ?? 0;
    }

    /// <summary>
    /// The processes that share each batch; null, the default, for this one alone. All of them make the same trainer,
    /// of the same settings, data and weights, which is looked at before the first step, and call
    /// <see cref="Trainer{T}.Train(Data.TrainingData, IEnumerable{IRunObserver}, CancellationToken)"/>; all end
    /// with the same weights. The first alone writes checkpoints; all read them when the run goes on.
    /// </summary>
    [JsonIgnore]
    public IProcessGroup? Group { get; init; }

    /// <summary>The number of shards, by default that of the processes.</summary>
    internal int ShardCount => Shards > 0 ? Shards : Group?.Size ?? 1;

    /// <summary>The clock that seconds and samples a second are taken from. No result depends on it.</summary>
    [JsonIgnore]
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal static int AtLeast(int least, int value, string name) =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least {least}.");
}
