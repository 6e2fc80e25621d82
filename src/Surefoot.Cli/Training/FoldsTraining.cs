using Surefoot.Cli.Settings;
using Surefoot.Cli.Terminal;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Folds;

namespace Surefoot.Cli.Training;

/// <summary>
/// The folds of a cross-validation, one after another, each kept in the run's folder as soon as it is done. A fold that
/// was interrupted begins again, which gives the same bits: it has no checkpoint.
/// </summary>
/// <param name="words">What the command line asked for.</param>
/// <param name="reading">How the data is read.</param>
/// <param name="trainer">How each is trained.</param>
/// <param name="folder">The run's folder.</param>
sealed class FoldsTraining(TrainRequest words, DataOptions reading, TrainerOptions trainer, RunFolder folder)
{
    /// <summary>Trains what is left.</summary>
    /// <param name="control">What may act on a run.</param>
    /// <returns>All folds; null where the run was told to stop.</returns>
    /// <exception cref="RunException">A fold diverged.</exception>
    public FoldsRecord? Run(RunControl control)
    {
        FoldsRecord folds = File.Exists(folder.FoldsPath)
            ? FoldsRecord.Read(folder.FoldsPath)
            : new() { Folds = reading.Folds!.Value, Results = [] };
        while (!folds.IsComplete)
        {
            if (control.IsStopping)
                return null;
            int fold = folds.Results.Count + 1;
            TrainingData data = DataLoader.Load(
                words.DataPath,
                reading with
                {
                    Fold = fold,
                    // The test judges the model of all rows.
                    TestPath = null,
                }
            );
            Messages.Note(
                $"Fold {fold} of {folds.Folds}: {NoteText.Count(data.Training.Count, "training row")}, "
                    + $"{NoteText.Count(data.Validation.Count, "row")} to measure on."
            );
            RunResult result = Train(data, control);
            if (result.Outcome == RunOutcome.Interrupted)
                return null;
            folds = folds.With(CrossValidation.Measured(folds, data, trainer, result));
            folder.Write(folds);
        }
        Messages.Note(
            $"All rows train for {NoteText.Count(folds.Epochs, "epoch")}, the median of the folds' best: "
                + $"{string.Join(", ", folds.Results.Select(result => result.BestEpoch))}."
        );
        return folds;
    }

    RunResult Train(TrainingData data, RunControl control)
    {
        TrainingSession.Parts parts = TrainingSession.Anew(
            words,
            data,
            loads: false,
            trainer with
            {
                Checkpoints = null,
            }
        );
        Trainer<float> run = new(parts.Network, parts.Loss, parts.Optimizer, trainer with { Checkpoints = null });
        return run.Train(data, [ProgressLine.ForConsole()], control);
    }
}
