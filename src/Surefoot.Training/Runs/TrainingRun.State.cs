using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Runs;

/// <content>What of it goes into a checkpoint.</content>
sealed partial class TrainingRun<T> : IRunState
{
    // A hundred steps left out in a row are no accident.
    const int MostSkippedInRow = 100;

    int rowsDone,
        skippedInRow;

    /// <summary>How many full batches' gradients the last step took together; a short one is a part of one.</summary>
    public double StepWeight { get; set; } = 1;

    /// <summary>η of the last step, after the schedule; NaN before the first.</summary>
    public double Rate { get; set; } = double.NaN;

    /// <summary>The steps left out because their gradients were not finite.</summary>
    public long Skipped { get; private set; }

    /// <summary>How often the run rolled back.</summary>
    public int Rollbacks { get; set; }

    /// <summary>Whether the epoch in hand has no rows left, and is still to be closed.</summary>
    public bool AtEpochEnd => Epoch > EpochsDone && rowsDone == order.Length;

    /// <summary>
    /// Whether the gradients will be looked at again: more are to be added, or the epoch's end reports their norm.
    /// </summary>
    public bool GradientsMatter =>
        Epoch > EpochsDone
        && rowsDone > 0
        && (AtEpochEnd || rowsDone / options.BatchSize % options.AccumulatedBatches != 0);

    /// <summary>What a checkpoint holds of it, and what going back to one restores.</summary>
    public IEnumerable<IRunState> States
    {
        get
        {
            yield return this;
            yield return Best;
            yield return Divergence;
            yield return Watcher;
            if (Average is not null)
                yield return new AverageState<T>(Average);
            if (Plateau is not null)
                yield return new PlateauState(Plateau);
        }
    }

    /// <summary>
    /// What a checkpoint holds besides, and what rolling back leaves as it is: the time that was spent and the warnings
    /// that were given.
    /// </summary>
    public IEnumerable<IRunState> Journal => [Pace, Observers];

    /// <summary>Takes note of a step that was left out.</summary>
    /// <param name="what">What its gradients were, as a part of a sentence.</param>
    /// <exception cref="DivergedException">It is one too many.</exception>
    public void Skip(string what)
    {
        if (++skippedInRow >= MostSkippedInRow)
            throw new DivergedException(
                Step + 1,
                $"{what}, and the {MostSkippedInRow - 1} steps before it were left out for the like"
            );
        if (++Skipped == 1)
            Observers.Warn($"Step {Step + 1} was left out: {what}. Any more are counted, and told of at the end.");
    }

    /// <summary>Takes note of a step that was taken.</summary>
    public void StepTaken() => skippedInRow = 0;

    /// <inheritdoc/>
    public string Name => "run";

    /// <inheritdoc/>
    public void Write(RunStateWriter state)
    {
        (state.Json["seed"], state.Json["rows"], state.Json["batchSize"], state.Json["accumulatedBatches"]) = (
            options.Seed,
            order.Length,
            options.BatchSize,
            options.AccumulatedBatches
        );
        if (options.ShardCount > 1)
            state.Json["shards"] = options.ShardCount;
        (state.Json["epoch"], state.Json["epochsDone"], state.Json["step"], state.Json["rowsDone"]) = (
            Epoch,
            EpochsDone,
            Step,
            rowsDone
        );
        (state.Json["lossRows"], state.Json["epochsSinceBest"]) = (lossRows, epochsSinceBest);
        (state.Json["skipped"], state.Json["skippedInRow"], state.Json["rollbacks"]) = (
            Skipped,
            skippedInRow,
            Rollbacks
        );
        state.Number("lossSum", lossSum);
        state.Number("trainLoss", TrainLoss);
        state.Number("together", StepWeight);
        state.Number("rate", Rate);
        if (Validation is not null)
            state.Json["validation"] = Validation.ToJson();
    }

    /// <inheritdoc/>
    public void Read(RunStateReader state)
    {
        JsonFields json = state.Json;
        Same(json, "seed", json.Unsigned("seed"), options.Seed);
        Same(json, "rows", json.Whole("rows", 1, int.MaxValue), order.Length);
        Same(json, "batchSize", json.Whole("batchSize", 1, int.MaxValue), options.BatchSize);
        Same(json, "accumulatedBatches", json.Whole("accumulatedBatches", 1, int.MaxValue), options.AccumulatedBatches);
        // Absent where batches are not cut, as in all files from before there were shards.
        Same(json, "shards", json.OptionalNumber("shards") ?? 1, options.ShardCount);
        EpochsDone = (int)json.Whole("epochsDone", 0, int.MaxValue);
        int epoch = (int)json.Whole("epoch", EpochsDone, EpochsDone + 1L);
        rowsDone = (int)json.Whole("rowsDone", 0, order.Length);
        Step = json.Whole("step", 0, long.MaxValue);
        (lossRows, epochsSinceBest) = (
            (int)json.Whole("lossRows", 0, order.Length),
            (int)json.Whole("epochsSinceBest", 0, int.MaxValue)
        );
        StepWeight = state.Number("together");
        if (!(StepWeight >= 1 && StepWeight <= options.AccumulatedBatches))
            throw json.Wrong("together", $"is {StepWeight}; 1 to {options.AccumulatedBatches} is expected");
        // Checkpoints of 0.1.0 do not say the rate.
        Rate = state.HasNumber("rate") ? state.Number("rate") : double.NaN;
        (Skipped, skippedInRow) = (
            json.Whole("skipped", 0, long.MaxValue),
            (int)json.Whole("skippedInRow", 0, MostSkippedInRow)
        );
        Rollbacks = (int)json.Whole("rollbacks", 0, int.MaxValue);
        (lossSum, TrainLoss) = (state.Number("lossSum"), state.Number("trainLoss"));
        Validation = json.Value<Evaluation>("validation");
        OpenEpoch(epoch, rowsDone);
    }

    static void Same<TValue>(JsonFields json, string name, TValue saved, TValue asked)
        where TValue : IEquatable<TValue>
    {
        if (!saved.Equals(asked))
            throw json.Wrong(
                name,
                $"is {saved}, and the run that is to go on has {asked}: the checkpoint is another run's"
            );
    }
}
