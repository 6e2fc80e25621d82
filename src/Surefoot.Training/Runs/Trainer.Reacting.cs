using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <content>What a run does by itself about what the watcher finds, where it may.</content>
public sealed partial class Trainer<T>
{
    void React(TrainingRun<T> run, IEnumerable<Diagnosis> found)
    {
        if (!options.React || Reaction.To(found) is not { } reaction)
            return;
        double before = optimizer.LearningRate;
        stepper.ScaleRates(reaction.RateFactor);
        bool restores = reaction.RestoresBest && run.Best.Epoch > 0;
        if (restores)
            run.Best.Restore();
        run.Watcher.Reacted(run.Step);
        run.Observers.Warn(
            string.Create(
                FigureFormat.Instance,
                $"After epoch {run.Epoch}: {reaction.Cause.Title}. The rate was lowered from {before:G4} to "
                    + $"{optimizer.LearningRate:G4}"
                    + $"{(restores ? $", and the weights of epoch {run.Best.Epoch} were put back" : "")}."
            )
        );
    }
}
