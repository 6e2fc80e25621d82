using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <content>How a run ends: with which weights, and what is said of it.</content>
public sealed partial class Trainer<T>
{
    RunResult Finish(TrainingRun<T> run, RunOutcome outcome, CancellationToken cancel)
    {
        double seconds = run.Pace.Seconds;
        bool keepsBest = (options.KeepBest || outcome == RunOutcome.Diverged) && run.Best.Epoch > 0;
        if (keepsBest)
            run.Best.Restore();
        else if (run.Average is { Updates: > 0 } average)
            average.Values.CopyTo(network.Parameters);
        bool whole = outcome is RunOutcome.Completed or RunOutcome.StoppedEarly;
        Evaluation? validation =
            keepsBest ? run.Best.Validation
            : whole ? run.Validation
            : null;
        // The weights are back that these figures are of: what takes more than an epoch should is taken now, once.
        var threshold = whole ? Threshold(run, cancel) : null;
        if (whole && validation is not null && Whole(run, run.Data.Validation, threshold, cancel) is { } figures)
            validation = validation with
            {
                Figures = figures.Figures,
                Baselines = figures.Baselines,
                Accuracy = figures.Accuracy,
                Confusion = figures.Confusion,
            };
        return new RunResult
        {
            Outcome = outcome,
            Epochs = run.EpochsDone,
            BestEpoch =
                keepsBest ? run.Best.Epoch
                : whole ? run.EpochsDone
                : 0,
            Steps = run.Step,
            FirstStepDone = run.FirstStepDone,
            Parameters = network.ParameterCount,
            TrainLoss = keepsBest ? run.Best.TrainLoss : run.TrainLoss,
            Validation = validation,
            Test = whole && run.Data.Test is { } test ? Whole(run, test, threshold, cancel) : null,
            Threshold = threshold,
            Seconds = seconds,
            SamplesPerSecond = run.Pace.SamplesPerSecond,
            Diagnoses = run.Watcher.Conclude(),
        };
    }

    static Evaluation? Whole(
        TrainingRun<T> run,
        IDataset rows,
        DecisionThreshold? threshold,
        CancellationToken cancel
    ) => run.Evaluator.Evaluate(run.Tape, rows, cancel, whole: true, run.Data.TrainingClasses, threshold);

    DecisionThreshold? Threshold(TrainingRun<T> run, CancellationToken cancel)
    {
        if (options.Threshold is not { } asked)
            return null;
        // Of equals the second, which a probability of two is mostly given of.
        IReadOnlyList<long> counts = run.Data.TrainingClasses!;
        int rarer = counts[0] < counts[1] ? 0 : 1;
        if (asked.Value is { } value)
            return new(rarer, value);
        var chooser = new ThresholdChooser(rarer, asked.Measure);
        if (run.Data.Validation.Count > 0)
            run.Evaluator.ForEachRow(
                run.Tape,
                run.Data.Validation,
                (_, output, target) => chooser.Add(output, target[0]),
                cancel
            );
        if (chooser.Best() is { } best)
            return best;
        run.Observers.Warn(
            "No threshold could be chosen: the validation rows are of one class, or all have the same probability. "
                + "The likelier class is predicted."
        );
        return null;
    }

    RunResult Diverged(TrainingRun<T> run, long step, string what)
    {
        double rate = optimizer.LearningRate;
        run.Watcher.Diverged = what;
        return Finish(run, RunOutcome.Diverged, CancellationToken.None) with
        {
            DivergedAtStep = step,
            // Before the first step was taken no rate had a part in it.
            Explanation =
                step <= 1
                    ? $"Training diverged at step {step}, in epoch {run.Epoch}: {what}. No step had been taken, "
                        + "so it is not the learning rate: the weights that it started from, or the data, are too "
                        + "large or no numbers. Start from other weights, or scale the inputs."
                    : string.Create(
                        FigureFormat.Instance,
                        $"Training diverged at step {step}, in epoch {run.Epoch}: {what}. Try a lower "
                            + $"learning rate, such as {Math.Min(rate / 10, 0.001):G3}; it was {rate:G6}."
                    ),
        };
    }

    /// <summary>
    /// Which gradient it was; an optimizer without the layout cannot say, and counts through the whole arena.
    /// </summary>
    NonFiniteGradient Locate(NonFiniteGradientException e, long step)
    {
        if (optimizer.Layout is not null || network.Tables.Any(table => table.Name == e.Parameter))
            return new(e.Parameter, e.Index, e.Value, step);
        ParameterRange range = network.Layout.Find(e.Index);
        return new(range.Name, e.Index - range.Offset, e.Value, step);
    }

    static string Describe(NonFiniteGradient gradient) =>
        string.Create(
            FigureFormat.Instance,
            $"the gradient of {gradient.Parameter} at index {gradient.Index} was {gradient.Value:G6}"
        );
}
