using Surefoot.Training.Data;
using Surefoot.Training.Explaining;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Training;

/// <summary>Which columns count, measured at the end of a run on its validation rows.</summary>
static class RunImportance
{
    // So that it takes seconds and not longer than the training: `surefoot explain` looks closer.
    const int Rows = 2000,
        Repeats = 5;

    /// <summary>Refuses before the training what could not be measured after it.</summary>
    /// <exception cref="UsageException">The rows have no columns.</exception>
    public static void Refuse(Preprocessing data)
    {
        if (Explainer.Refusal(data) is { } reason)
            throw new UsageException($"--importance cannot be measured. {reason} Leave it out.");
    }

    /// <summary>The importance; null for a run that has not ended well.</summary>
    public static PermutationImportance? Of(
        SavedModel model,
        IDataset validation,
        RunResult result,
        TrainerOptions options
    ) =>
        result.Outcome is RunOutcome.Completed or RunOutcome.StoppedEarly && validation.Count > 1
            ? new Explainer(model, options.Threads).Importance(
                validation,
                new ImportanceOptions
                {
                    Rows = Rows,
                    Repeats = Repeats,
                    Seed = options.Seed,
                }
            )
            : null;
}
