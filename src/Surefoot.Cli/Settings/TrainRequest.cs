using Surefoot.Clipping;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Settings;

/// <summary>What `surefoot train` was asked for, each value checked; null where nothing was said.</summary>
sealed record TrainRequest
{
    /// <summary>The words of the command line, the command's name included.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>
    /// The settings of the run that is gone on with, from run.json: they count, and not what stands here. Null for a
    /// new run, and for one of version 1.
    /// </summary>
    public RunSettings? Recorded { get; init; }

    /// <summary>The training data; null for the built-in digits.</summary>
    public string? DataPath { get; init; }

    /// <summary>--target.</summary>
    public string? Target { get; init; }

    /// <summary>--test, where it is a file.</summary>
    public string? TestPath { get; init; }

    /// <summary>--test, where it is a share of the data.</summary>
    public double? TestShare { get; init; }

    /// <summary>--ignore.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>--as-text.</summary>
    public IReadOnlyList<string> TextColumns { get; init; } = [];

    /// <summary>--date-parts; null for the usual ones.</summary>
    public IReadOnlyList<DatePart>? DateParts { get; init; }

    /// <summary>--as-words.</summary>
    public IReadOnlyList<string> WordColumns { get; init; } = [];

    /// <summary>--as-categories.</summary>
    public IReadOnlyList<string> CategoryColumns { get; init; } = [];

    /// <summary>--bins.</summary>
    public int? Bins { get; init; }

    /// <summary>Whether the first line of a table holds names; null to find out.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>--stream.</summary>
    public bool Stream { get; init; }

    /// <summary>--unpack-limit: bytes.</summary>
    public long? UnpackLimit { get; init; }

    /// <summary>--shuffle-window: rows.</summary>
    public int? ShuffleWindow { get; init; }

    /// <summary>--vocabulary: words.</summary>
    public int? Vocabulary { get; init; }

    /// <summary>--ngrams.</summary>
    public int? NGrams { get; init; }

    /// <summary>--letters.</summary>
    public int? Letters { get; init; }

    /// <summary>--hash.</summary>
    public bool Hashed { get; init; }

    /// <summary>--task: "classification" or "regression".</summary>
    public string? Task { get; init; }

    /// <summary>--model: one of <see cref="NetworkSettings.Kinds"/>.</summary>
    public string? Model { get; init; }

    /// <summary>--hidden.</summary>
    public int[]? Hidden { get; init; }

    /// <summary>Whether what was not said is as runs of version 1 were begun.</summary>
    public bool AsVersion1 { get; init; }

    /// <summary>--dropout.</summary>
    public double? Dropout { get; init; }

    /// <summary>--class-weights balanced.</summary>
    public bool BalancesClasses { get; init; }

    /// <summary>--threshold.</summary>
    public ThresholdOptions? Threshold { get; init; }

    /// <summary>--importance.</summary>
    public bool Importance { get; init; }

    /// <summary>--weights and --weight-names; null where the seed says how the weights begin.</summary>
    public StartingWeights? Weights { get; init; }

    /// <summary>--optimizer and its settings.</summary>
    public required OptimizerOptions Optimizer { get; init; }

    /// <summary>Whether --learning-rate, or a preset that has one, was given.</summary>
    public bool SaysRate { get; init; }

    /// <summary>
    /// The optimizers of a comparison, which the one network must suit; else none beside <see cref="Optimizer"/>.
    /// </summary>
    public IReadOnlyList<OptimizerOptions> Compared { get; init; } = [];

    /// <summary>--schedule.</summary>
    public ScheduleSettings? Schedule { get; init; }

    /// <summary>--warmup: steps.</summary>
    public int? Warmup { get; init; }

    /// <summary>--clip-value or --clip-norm.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>--average: β.</summary>
    public double? Average { get; init; }

    /// <summary>--accumulate: batches.</summary>
    public int? Accumulate { get; init; }

    /// <summary>--shards.</summary>
    public int? Shards { get; init; }

    /// <summary>--epochs.</summary>
    public int? Epochs { get; init; }

    /// <summary>--batch-size.</summary>
    public int? BatchSize { get; init; }

    /// <summary>--validation.</summary>
    public double? ValidationShare { get; init; }

    /// <summary>--folds; null for one division.</summary>
    public int? Folds { get; init; }

    /// <summary>--window: rows; 0 where none is asked for.</summary>
    public int Window { get; init; }

    /// <summary>--ahead: rows.</summary>
    public int Ahead { get; init; }

    /// <summary>--no-past: whether windows are without the target's own past.</summary>
    public bool NoPast { get; init; }

    /// <summary>--season: rows; null to find out.</summary>
    public int? Season { get; init; }

    /// <summary>--augment.</summary>
    public IReadOnlyList<Transform> Transforms { get; init; } = [];

    /// <summary>--patience.</summary>
    public int? Patience { get; init; }

    /// <summary>--seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>--threads.</summary>
    public int? Threads { get; init; }

    /// <summary>--checkpoint-every: steps.</summary>
    public int? CheckpointEvery { get; init; }

    /// <summary>--keep: checkpoints.</summary>
    public int? Keep { get; init; }

    /// <summary>--non-finite.</summary>
    public NonFiniteHandling NonFinite { get; init; }

    /// <summary>--react.</summary>
    public bool React { get; init; }

    /// <summary>--tensorboard.</summary>
    public bool TensorBoard { get; init; }

    /// <summary>--out.</summary>
    public string? Out { get; init; }

    /// <summary>--lab.</summary>
    public bool Lab { get; init; }

    /// <summary>--json.</summary>
    public bool Json { get; init; }
}
