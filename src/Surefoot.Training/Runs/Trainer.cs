using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Threading;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Runs.Checkpoints;
using Surefoot.Training.Runs.Sharing;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// Trains a network: shuffled mini-batches, a look at the validation rows after each epoch, early stopping. The same
/// seed on the same machine gives the same weights, byte for byte, with any number of threads and whatever the
/// observers do.
/// </summary>
/// <example>
/// <code>
/// TrainingData data = DataLoader.Load("measurements.csv", new DataOptions { Target = "species" });
/// var network = Network&lt;float&gt;.Build(new("mlp", data.Training.InputShape, data.Preprocessing.Outputs), seed: 1);
/// var optimizer = new Optimizer&lt;float&gt;(new RmsPropOptions()) { Layout = network.Layout };
/// var trainer = new Trainer&lt;float&gt;(
///     network,
///     TaskLoss.For&lt;float&gt;(data.Preprocessing.Task),
///     optimizer,
///     new TrainerOptions { Epochs = 20, Patience = 5 });
/// RunResult result = trainer.Train(data, []);
/// </code>
/// </example>
/// <typeparam name="T">float or double.</typeparam>
public sealed partial class Trainer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Network<T> network;
    readonly Loss<T> loss;
    readonly Optimizer<T> optimizer;
    readonly TrainerOptions options;
    readonly NetworkOptimizer<T> stepper;

    // The optimizer's own, before gradients are averaged over several batches.
    double gradientScale = 1;

    // What writes the checkpoints of the run in hand; null where it has none.
    RunSaver? saver;

    // The steps of the run in hand.
    TrainingStep<T>? training;

    // Its batches where they are cut into shards.
    ShardedStep<T>? sharded;

    /// <summary>A trainer. None of what it is given is disposed by it.</summary>
    /// <param name="network">The network; its weights are where the run starts.</param>
    /// <param name="loss">What is made small; <see cref="TaskLoss"/> names the usual one for a task.</param>
    /// <param name="optimizer">What moves the weights; its state is where the run starts.</param>
    /// <param name="options">How long and how.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    /// <exception cref="ArgumentException">
    /// The network has row-sparse tables, and the optimizer or averaging the weights cannot be exact on them; or the
    /// run is to roll back (<see cref="NonFiniteHandling.RollBack"/>) and keeps no checkpoints.
    /// </exception>
    public Trainer(Network<T> network, Loss<T> loss, Optimizer<T> optimizer, TrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(options);
        options = WithShards(options);
        (this.network, this.loss, this.optimizer, this.options) = (network, loss, optimizer, options);
        if (options.AverageDecay > 0 && network.Tables.Count > 0)
            throw new ArgumentException(
                $"Averaged weights would walk all of {network.Tables[0].Name} at every step; train a network "
                    + "with row-sparse tables without them.",
                nameof(options)
            );
        if (options.NonFinite == NonFiniteHandling.RollBack && options.Checkpoints is null)
            throw new ArgumentException(
                "A run rolls back to its checkpoints, and this one keeps none: set "
                    + $"{nameof(TrainerOptions.Checkpoints)}, or another {nameof(TrainerOptions.NonFinite)}.",
                nameof(options)
            );
        stepper = new NetworkOptimizer<T>(network, optimizer)
        {
            RefusesAlways = options.NonFinite == NonFiniteHandling.Skip,
        };
    }

    /// <summary>The same run with other options.</summary>
    internal Trainer<T> With(TrainerOptions others) => new(network, loss, optimizer, others) { Metrics = Metrics };

    /// <summary>The network.</summary>
    internal Network<T> Network => network;

    /// <summary>What is made small.</summary>
    internal Loss<T> Loss => loss;

    /// <summary>How long and how.</summary>
    internal TrainerOptions Options => options;

    /// <summary>Every setting, for a run on some data.</summary>
    internal RunSettings SettingsOn(TrainingData data) =>
        RunSettings.Of(network, loss, optimizer, options, Metrics, data);

    /// <summary>
    /// Figures to take beside the loss and the accuracy or the RMSE: <see cref="EpochDone.ValidationMetrics"/> and
    /// <see cref="Evaluation.Metrics"/>. None unless given.
    /// </summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>
    /// Trains until the epochs are done, patience runs out, the run diverges or is cancelled; the network then holds
    /// the weights that the result names.
    /// </summary>
    /// <param name="data">The rows, of the shape that the network takes.</param>
    /// <param name="observers">Who is told what happens.</param>
    /// <param name="cancel">Ends the run after the step in hand.</param>
    /// <returns>How it ended and what was reached.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// There is nothing to train on, or network and data do not fit together.
    /// </exception>
    /// <exception cref="RunException">
    /// The last batch of an epoch is too short for a batch normalisation; or a batch holds more numbers than an array
    /// does; or the folder for checkpoints cannot be used, or holds those of another run.
    /// </exception>
    /// <exception cref="DataException">
    /// A row cannot be read; a run with checkpoints leaves one of the step before, and can be resumed.
    /// </exception>
    public RunResult Train(
        TrainingData data,
        IEnumerable<IRunObserver> observers,
        CancellationToken cancel = default
    ) => Train(data, observers, new RunControl(), cancel);

    /// <summary>The same, with a way to pause the run, to ask for checkpoints, and to end it.</summary>
    /// <param name="data">The rows, of the shape that the network takes.</param>
    /// <param name="observers">Who is told what happens.</param>
    /// <param name="control">What may act on the run; looked at between two steps.</param>
    /// <param name="cancel">The same as <see cref="RunControl.Stop"/>.</param>
    /// <returns>How it ended and what was reached.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// There is nothing to train on, or network and data do not fit together.
    /// </exception>
    /// <exception cref="RunException">
    /// The last batch of an epoch is too short for a batch normalisation; or a batch holds more numbers than an array
    /// does; or the folder for checkpoints cannot be used, or holds those of another run.
    /// </exception>
    /// <exception cref="DataException">
    /// A row cannot be read; a run with checkpoints leaves one of the step before, and can be resumed.
    /// </exception>
    public RunResult Train(
        TrainingData data,
        IEnumerable<IRunObserver> observers,
        RunControl control,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(observers);
        ArgumentNullException.ThrowIfNull(control);
        CheckFit(data);
        using CancellationTokenRegistration stops = cancel.Register(control.Stop);
        using var run = new TrainingRun<T>(network, optimizer, loss, options, data, Metrics, observers);
        saver = Saver(run);
        training = new(stepper, loss, run.Tape, keepLayersFinite: options.NonFinite == NonFiniteHandling.Skip);
        using ShardedStep<T>? shards = options.ShardCount > 1 ? new(network, loss, run.Tape, options) : null;
        sharded = shards;
        WorkerPool? poolBefore = stepper.Pool;
        gradientScale = optimizer.GradientScale;
        stepper.Pool = run.Pool;
        RunResult result;
        try
        {
            TellOfStart(run);
            RefuseOthers(data);
            Resume(run);
            RefuseOthers(run);
            result = Finish(run, TrainOn(run, control), Stops(control));
        }
        catch (OperationCanceledException) when (control.IsStopping)
        {
            result = Finish(run, RunOutcome.Interrupted, control.Stopping);
        }
        catch (DivergedException e)
        {
            result = Diverged(run, e.Step, e.Message);
        }
        catch (NonFiniteGradientException e)
        {
            NonFiniteGradient gradient = Locate(e, run.Step + 1);
            run.Watcher.NonFinite = gradient;
            result = Diverged(run, gradient.Step, Describe(gradient));
        }
        catch (Exception) when (LeavesAlone())
        {
            throw;
        }
        finally
        {
            stepper.Pool = poolBefore;
            optimizer.GradientScale = gradientScale;
        }
        if (run.Skipped > 1)
            run.Observers.Warn(
                $"In all, {run.Skipped} of {run.Step} steps were left out, because a gradient was not finite."
            );
        result = result with { Warnings = run.Observers.Warnings };
        run.Observers.Tell(observer => observer.RunEnded(new RunEnded(result)));
        run.Observers.Close();
        return result with { Warnings = run.Observers.Warnings };
    }

    RunOutcome TrainEpochs(TrainingRun<T> run, RunControl control)
    {
        while (!run.OutOfPatience && run.NextEpoch())
        {
            for (BetweenSteps(run, control); run.NextBatch(); BetweenSteps(run, control))
                run.StepDone(sharded is null ? Step(run) : Step(run, sharded, control));
            EndEpoch(run, Stops(control));
            Save(run, inTurn: true);
        }
        return run.OutOfPatience ? RunOutcome.StoppedEarly : RunOutcome.Completed;
    }

    /// <summary>One batch forward, its loss's slope back, and one step of the optimizer.</summary>
    double Step(TrainingRun<T> run)
    {
        double value = training!.Forward(run.Batches);
        run.Divergence.Batch(value, run.Step + 1);
        if (double.IsFinite(value))
            run.Watcher.Batch(value);
        training.Backward(run.BatchWeight, accumulate: run.Accumulated > 1);
        if (run.Steps)
            Move(run);
        return value;
    }

    /// <summary>
    /// The optimizer's step, on the gradients gathered; under <see cref="NonFiniteHandling.Skip"/> not where one of
    /// them is not finite.
    /// </summary>
    void Move(TrainingRun<T> run)
    {
        (run.StepWeight, run.Rate) = (run.AccumulatedWeight, optimizer.EffectiveLearningRate);
        run.Watcher.Before(sharded is null ? run.Tape : null, run.Step + 1, run.StepWeight);
        optimizer.GradientScale = gradientScale / run.StepWeight;
        try
        {
            training!.Step();
        }
        catch (NonFiniteGradientException e) when (options.NonFinite == NonFiniteHandling.Skip)
        {
            run.Skip(Describe(Locate(e, run.Step + 1)));
            return;
        }
        run.Average?.Update(network.Parameters);
        run.Watcher.After(run.Epoch, run.Step + 1);
        run.StepTaken();
    }

    void EndEpoch(TrainingRun<T> run, CancellationToken cancel)
    {
        run.Pace.EndEpoch();
        run.Divergence.Epoch(run.MeanLoss, run.Step);
        // What is looked at, and kept if it is best, are the averaged weights where there are any; training goes on
        // from the others.
        run.Average?.Swap(network.Parameters);
        Evaluation? validation;
        bool best;
        try
        {
            validation = run.Evaluator.Evaluate(run.Tape, run.Data.Validation, cancel);
            best = run.EpochEnded(run.MeanLoss, validation);
        }
        finally
        {
            run.Average?.Swap(network.Parameters);
        }
        var done = new EpochDone(
            run.Epoch,
            options.Epochs,
            run.Step,
            run.TrainLoss,
            validation?.Loss ?? double.NaN,
            validation?.Measure ?? double.NaN,
            best,
            double.IsNaN(run.Rate) ? optimizer.EffectiveLearningRate : run.Rate,
            GradientNorm(run),
            run.Pace.Seconds,
            run.Pace.EpochSamplesPerSecond
        )
        {
            ValidationMetrics = validation?.Metrics ?? [],
        };
        run.Observers.Tell(observer => observer.EpochDone(done));
        run.Watcher.ChanceLoss = ChanceLoss.Of(loss, validation);
        React(run, run.Watcher.EpochDone(done));
        if (validation is not null)
            run.Plateau?.Report(validation.Loss, optimizer);
    }

    void CheckFit(TrainingData data)
    {
        if (data.Training.Count == 0)
            throw new ArgumentException("There are no rows to train on.", nameof(data));
        foreach (
            (string name, IDataset? rows) in (ReadOnlySpan<(string, IDataset?)>)
                [("training", data.Training), ("validation", data.Validation), ("test", data.Test)]
        )
        {
            if (rows is null or { Count: 0 })
                continue;
            if (!rows.HasTargets)
                throw new ArgumentException($"The {name} rows have no targets.", nameof(data));
            if (rows.InputShape != network.InputShape)
                throw new ArgumentException(
                    $"The {name} rows have the shape {rows.InputShape}; the network takes {network.InputShape}.",
                    nameof(data)
                );
        }
        if (data.Preprocessing.Outputs != network.OutputShape.Length)
            throw new ArgumentException(
                $"The data ask for {data.Preprocessing.Outputs} outputs; the network has {network.OutputShape.Length}.",
                nameof(data)
            );
        if (options.Threshold is not null && data.Preprocessing is not { Task: TaskKind.Classification, Outputs: 2 })
            throw new ArgumentException(
                $"{nameof(TrainerOptions.Threshold)} is for two classes; {data.Preprocessing.TargetName} has "
                    + (data.Preprocessing.Task == TaskKind.Regression ? "numbers." : $"{data.Preprocessing.Outputs}."),
                nameof(data)
            );
        SingleRowBatch.Refuse(network, data.Training, options.BatchSize);
    }

    void TellOfStart(TrainingRun<T> run)
    {
        TrainingData data = run.Data;
        var started = new RunStarted(
            options.Epochs,
            run.StepsPerEpoch,
            options.BatchSize,
            data.Training.Count,
            data.Validation.Count,
            data.Test?.Count ?? 0,
            network.ParameterCount,
            options.Threads,
            data.Preprocessing.Task == TaskKind.Classification
        );
        run.Observers.Tell(observer => observer.RunStarted(started));
        if (data.Validation.Count == 0 && (options.Patience > 0 || options.KeepBest))
            run.Observers.Warn(
                "There are no validation rows, so the run cannot stop early and ends with its last weights."
            );
    }

    /// <summary>
    /// The norm of the gradient of the last step, the mean over the batches it accumulated; summed in the order of the
    /// arena in double.
    /// </summary>
    double GradientNorm(TrainingRun<T> run)
    {
        double squares = 0;
        foreach (T slope in network.Gradients)
        {
            double value = double.CreateTruncating(slope);
            squares += value * value;
        }
        return Math.Sqrt(squares) / run.StepWeight;
    }
}
