using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// Where a run stands: all that the training loop changes as it goes, apart from the weights and the optimizer's state.
/// The order of an epoch's rows and what dropout drops are functions of (seed, epoch) and (seed, step), so they are no
/// part of it.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
sealed partial class TrainingRun<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The stream of random numbers that nothing else draws from: "DROP" in ASCII.
    const uint DropoutStream = 0x44524F50;

    readonly TrainerOptions options;
    readonly int[] order;

    // Null where the classes are known.
    long[]? classes;
    bool countsClasses;
    double lossSum;
    int batchStart,
        batchLength,
        lossRows,
        epochsSinceBest;

    public TrainingRun(
        Network<T> network,
        Optimizer<T> optimizer,
        Loss<T> loss,
        TrainerOptions options,
        TrainingData data,
        IReadOnlyList<Metric> metrics,
        IEnumerable<IRunObserver> observers
    )
    {
        this.options = options;
        Data = data;
        order = new int[data.Training.Count];
        classes = data.KnowsClasses ? null : new long[data.Preprocessing.Classes.Count];
        Batches = new BatchReader<T>(data.Training, Math.Min(options.BatchSize, order.Length), options.Threads);
        Evaluator = new Evaluator<T>(network, loss, data.Preprocessing, metrics: metrics);
        Best = new BestWeights<T>(network);
        Average =
            options.AverageDecay > 0 ? new WeightAverage<T>(network.Parameters.Length, options.AverageDecay) : null;
        Plateau = options.Plateau?.Start();
        Divergence = new DivergenceWatch(bearsBatches: options.NonFinite == NonFiniteHandling.Skip);
        Pace = new Throughput(options.Clock, (long)options.Epochs * order.Length);
        // What starts threads comes last, and none is left behind where the rest fails.
        Pool = new WorkerPool(options.Threads);
        try
        {
            Tape = new Tape<T>(Pool) { Training = true };
            Observers = new ObserverPump(observers);
            Watcher = new Watcher<T>(network, optimizer, Observers)
            {
                EpochsAsked = options.Epochs,
                InForce = RemediesInForce.Of(
                    optimizer.Options,
                    optimizer.Schedule,
                    optimizer.Clipping,
                    SingleRowBatch
                        .Inside(network.Root)
                        .OfType<Dropout<T>>()
                        .Select(layer => layer.Rate)
                        .DefaultIfEmpty()
                        .Max(),
                    options,
                    // The last gives the answer.
                    [
                        .. SingleRowBatch
                            .Inside(network.Root)
                            .OfType<Dense<T>>()
                            .Select(layer => layer.Bias.Shape[0])
                            .SkipLast(1),
                    ]
                ),
            };
        }
        catch
        {
            Observers?.Close();
            Tape?.Dispose();
            Pool.Dispose();
            throw;
        }
    }

    public TrainingData Data { get; }

    public WorkerPool Pool { get; }

    public Tape<T> Tape { get; }

    public BatchReader<T> Batches { get; }

    public Evaluator<T> Evaluator { get; }

    public BestWeights<T> Best { get; }

    /// <summary>The averaged weights, where the run keeps them.</summary>
    public WeightAverage<T>? Average { get; }

    /// <summary>What lowers the rate on a plateau, where the run does.</summary>
    public PlateauReducer? Plateau { get; }

    public DivergenceWatch Divergence { get; }

    public ObserverPump Observers { get; }

    /// <summary>What looks at the layers and reads the curve.</summary>
    public Watcher<T> Watcher { get; }

    public Throughput Pace { get; }

    /// <summary>The epoch in hand, counted from 1.</summary>
    public int Epoch { get; private set; }

    /// <summary>The epochs that were trained to their end.</summary>
    public int EpochsDone { get; private set; }

    /// <summary>The batches gone through; an optimizer's step each, unless their gradients are accumulated.</summary>
    public long Step { get; private set; }

    /// <summary>How many batches' gradients lie accumulated once that of the batch in hand has been added.</summary>
    public int Accumulated => (batchStart / options.BatchSize % options.AccumulatedBatches) + 1;

    /// <summary>
    /// How much the batch in hand counts among those that are accumulated: by its rows, a full one being 1. The only
    /// one of a step is 1 however short it is.
    /// </summary>
    public double BatchWeight => Accumulated == 1 ? 1 : (double)batchLength / options.BatchSize;

    /// <summary>
    /// The sum of their weights once that of the batch in hand has been added: only the last of an epoch is short.
    /// </summary>
    public double AccumulatedWeight => Accumulated - 1 + BatchWeight;

    /// <summary>The step that the epoch in hand began after.</summary>
    public long EpochStart => Step - (((long)rowsDone + options.BatchSize - 1) / options.BatchSize);

    /// <summary>
    /// Whether the optimizer steps on the batch in hand: enough gradients are gathered, or the epoch has no more.
    /// </summary>
    public bool Steps => Accumulated == options.AccumulatedBatches || batchStart + batchLength == order.Length;

    public int StepsPerEpoch => ((order.Length - 1) / options.BatchSize) + 1;

    /// <summary>
    /// The mean loss over the rows of this epoch so far, summed in the order of the batches in double; losses that are
    /// not finite are left out.
    /// </summary>
    public double MeanLoss => lossSum / lossRows;

    public double TrainLoss { get; private set; } = double.NaN;

    public Evaluation? Validation { get; private set; }

    public bool OutOfPatience => options.Patience > 0 && epochsSinceBest >= options.Patience;

    /// <summary>Moves on to the next epoch; one that a checkpoint holds a part of is gone on with.</summary>
    /// <returns>Whether there is one.</returns>
    public bool NextEpoch()
    {
        if (Epoch > EpochsDone)
            return true;
        if (Epoch == options.Epochs)
            return false;
        (lossSum, lossRows) = (0, 0);
        OpenEpoch(Epoch + 1, rowsDone: 0);
        Pace.StartEpoch();
        return true;
    }

    void OpenEpoch(int epoch, int rowsDone)
    {
        Epoch = epoch;
        Batches.Stop();
        new EpochOrder(options.Seed, options.ShuffleWindow).Fill(order, epoch);
        Batches.Start(order, epoch, rowsDone);
        (batchStart, batchLength) = (rowsDone, 0);
        countsClasses = rowsDone == 0;
        classes?.AsSpan().Clear();
    }

    // A dataset of a program's own may be slow to read: what its classes are is counted in the first whole epoch, not
    // in a pass for that alone.
    void CountClasses()
    {
        if (classes is null || !countsClasses)
            return;
        foreach (float target in Batches.Targets)
            classes[(int)target]++;
        if (batchStart + batchLength == order.Length)
            (Data.TrainingClasses, classes) = (classes, null);
    }

    /// <summary>Moves on to the next batch; the last of an epoch may be short.</summary>
    /// <returns>Whether there is one.</returns>
    public bool NextBatch()
    {
        batchStart += batchLength;
        batchLength = Math.Min(options.BatchSize, order.Length - batchStart);
        Tape.Random = new RandomStream(options.Seed, DropoutStream, (ulong)Step);
        return batchLength > 0;
    }

    /// <summary>When the first step was done; null before it.</summary>
    public DateTimeOffset? FirstStepDone { get; private set; }

    /// <summary>Takes note of a step on the batch in hand.</summary>
    public void StepDone(double loss)
    {
        FirstStepDone ??= options.Clock.GetUtcNow();
        Step++;
        if (double.IsFinite(loss))
            (lossSum, lossRows) = (lossSum + (loss * batchLength), lossRows + batchLength);
        rowsDone = batchStart + batchLength;
        CountClasses();
        Pace.Count(batchLength);
        Observers.StepDone(
            new StepDone(
                Epoch,
                options.Epochs,
                (batchStart / options.BatchSize) + 1,
                StepsPerEpoch,
                Step,
                MeanLoss,
                Pace.EpochSamplesPerSecond,
                Pace.Seconds,
                Pace.SecondsLeft
            )
        );
    }

    /// <summary>Takes note of the end of an epoch.</summary>
    /// <returns>Whether it was the best so far.</returns>
    public bool EpochEnded(double trainLoss, Evaluation? validation)
    {
        (EpochsDone, TrainLoss, Validation) = (Epoch, trainLoss, validation);
        bool best = validation is not null && Best.Consider(Epoch, trainLoss, validation);
        epochsSinceBest = best || validation is null ? 0 : epochsSinceBest + 1;
        return best;
    }

    public void Dispose()
    {
        Batches.Dispose();
        Observers.Close();
        Tape.Dispose();
        Pool.Dispose();
    }
}
