using Surefoot.Optimizers;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Runs;

/// <content>What comes between two steps: checkpoints, what is asked for from outside, and going back when a step went
/// wrong.</content>
public sealed partial class Trainer<T>
{
    const int MostRollbacks = 5;
    const double RollbackFactor = 0.5;

    RunSaver? Saver(TrainingRun<T> run) =>
        options.Checkpoints is null || Rank > 0 && !options.Checkpoints.Resume
            ? null
            : new RunSaver(
                options.Checkpoints,
                [
                    .. run.States,
                    new NetworkState<T>(network, () => run.GradientsMatter),
                    new OptimizerState<T>(optimizer, run.Observers.Warn),
                    .. network.Tables.Select(table => new TableState<T>(table, run.Observers.Warn)),
                ],
                run.Journal,
                run.Observers,
                options.Clock
            );

    /// <summary>Trains to an end, whatever happens on the way.</summary>
    RunOutcome TrainOn(TrainingRun<T> run, RunControl control)
    {
        while (true)
        {
            try
            {
                return TrainEpochs(run, control);
            }
            catch (OperationCanceledException) when (control.IsStopping)
            {
                Save(run, inTurn: false);
                return RunOutcome.Interrupted;
            }
            catch (Exception e) when (e is DataException || sharded is { Failed: true })
            {
                Save(run, inTurn: false);
                throw;
            }
            catch (Exception e)
                when (e is DivergedException or NonFiniteGradientException
                    && options.NonFinite == NonFiniteHandling.RollBack
                    && run.Rollbacks < MostRollbacks
                )
            {
                (long at, string what) = e is DivergedException diverged
                    ? (diverged.Step, diverged.Message)
                    : (run.Step + 1, Describe(Locate((NonFiniteGradientException)e, run.Step + 1)));
                // The mean loss of an epoch sums what went wrong anywhere in it: going on from its middle would only
                // find the same again at its end.
                if (!RollBack(run, e is DivergedException { OfEpoch: true } ? run.EpochStart : run.Step, at, what))
                    throw;
            }
        }
    }

    /// <summary>Writes the checkpoint whose turn it is, and does what is asked for from outside.</summary>
    void BetweenSteps(TrainingRun<T> run, RunControl control)
    {
        if (
            saver is not null
            && saver.IsTurn(run.Step)
            && !run.AtEpochEnd
            && (run.Step > 0 || options.NonFinite == NonFiniteHandling.RollBack)
        )
            Save(run, inTurn: true);
        if (control.Asked)
            Execute(run, control);
        StopTogether(control);
    }

    void Execute(TrainingRun<T> run, RunControl control)
    {
        run.Pace.Pause();
        do
        {
            if (control.TakeCheckpoint())
                Save(run, inTurn: false);
        } while (control.WaitWhilePaused());
        run.Pace.Continue();
        if (!IsShared)
            control.Stopping.ThrowIfCancellationRequested();
    }

    void Save(TrainingRun<T> run, bool inTurn)
    {
        if (saver is null || Rank > 0)
            return;
        // Where the epoch in hand begins, or the one to come, is what a run that rolls back may have to go back to.
        if (options.NonFinite == NonFiniteHandling.RollBack)
            saver.Pinned = run.EpochsDone == run.Epoch ? run.Step : run.EpochStart;
        saver.Write(run.Step, run.Epoch, run.EpochsDone, inTurn);
    }

    void Resume(TrainingRun<T> run)
    {
        if (options.Checkpoints is not { Resume: true })
            return;
        if (saver!.Resume())
            Continue(run, rolledBack: false);
        else
        {
            if (!network.HasWeights)
            {
                throw new RunException(
                    $"{options.Checkpoints.Folder} holds no whole checkpoint, and the weights that the run "
                        + "began with stand nowhere else. "
                        + "Start the run again, in another folder."
                );
            }
            run.Observers.Warn("There is no whole checkpoint yet, so the run begins again at its beginning.");
            Tell(run, rolledBack: false);
        }
    }

    bool RollBack(TrainingRun<T> run, long before, long at, string what)
    {
        int rollbacks = run.Rollbacks + 1;
        run.Pace.EndEpoch();
        if (!saver!.RollBack(before))
            return false;
        // The checkpoint may be from before an earlier roll-back or after it: the rate is halved once for each.
        double factor = Math.Pow(RollbackFactor, rollbacks - run.Rollbacks);
        run.Rollbacks = rollbacks;
        stepper.ScaleRates(factor);
        run.Observers.Warn(
            string.Create(
                FigureFormat.Instance,
                $"At step {at} {what}. The run went back to step {run.Step} and on at the rate "
                    + $"{optimizer.LearningRate:G6} ({rollbacks} of at most {MostRollbacks} times)."
            )
        );
        Continue(run, rolledBack: true);
        return true;
    }

    void Continue(TrainingRun<T> run, bool rolledBack)
    {
        saver!.WentBack(run.Step, run.EpochsDone);
        Tell(run, rolledBack);
    }

    static void Tell(TrainingRun<T> run, bool rolledBack)
    {
        var resumed = new RunResumed(run.Step, run.EpochsDone, rolledBack);
        run.Observers.Tell(observer => observer.Resumed(resumed));
    }
}
