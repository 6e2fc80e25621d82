using Surefoot.Training.Data;

namespace Surefoot.Training.Runs.Folds;

/// <summary>
/// k-fold cross-validation, as scikit-learn's cross_validate with StratifiedKFold, KFold or, for rows in time order,
/// TimeSeriesSplit: each fold is measured on rows that the others were trained on, and then a model is trained on all
/// of them, for as many epochs as were best.
/// </summary>
public static class CrossValidation
{
    /// <summary>Trains the folds one after another, then the model of all rows.</summary>
    /// <param name="folds">How many folds, from 2 to <see cref="DataOptions.MostFolds"/>.</param>
    /// <param name="options">How the data is read; its seed draws the folds.</param>
    /// <param name="load">
    /// Reads the data: <see cref="DataLoader.Load"/> of a path, <see cref="TableData"/> or <see cref="ArrayData"/> of
    /// what a program holds. Each fold is read by itself, so that nothing is fitted to rows that it is measured on.
    /// </param>
    /// <param name="trainer">
    /// How a fold is trained. The model of all rows has no validation rows: it is trained for the median of the folds'
    /// best epochs, and keeps its last weights. A threshold that is to be chosen is the median of the folds'.
    /// </param>
    /// <param name="fit">
    /// Builds a network for the data and trains it, by <c>NetworkTraining.Fit</c>
    /// for example.
    /// </param>
    /// <returns>What the folds reached, and the model of all rows.</returns>
    /// <exception cref="RunException">A fold diverged; the message says which.</exception>
    /// <exception cref="OperationCanceledException">A run was interrupted.</exception>
    /// <exception cref="DataException">The data cannot be used, or has too few rows.</exception>
    /// <example>
    /// <code>
    /// CrossValidationResult result = CrossValidation.Run(
    ///     5,
    ///     new DataOptions { Target = "species" },
    ///     options => DataLoader.Load("iris.csv", options),
    ///     new TrainerOptions { Epochs = 200, Patience = 20 },
    ///     (data, trainer) => Network&lt;float&gt;
    ///         .Build(new ModelDescription("mlp", data.Preprocessing.InputShape, data.Preprocessing.Outputs), 1)
    ///         .Fit(data, trainer)
    /// );
    /// </code>
    /// </example>
    public static CrossValidationResult Run(
        int folds,
        DataOptions options,
        Func<DataOptions, TrainingData> load,
        TrainerOptions trainer,
        Func<TrainingData, TrainerOptions, FitResult> fit
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(fit);
        var divided = options with { Folds = folds, Fold = null };
        var record = new FoldsRecord { Folds = folds, Results = [] };
        while (!record.IsComplete)
        {
            int fold = record.Results.Count + 1;
            TrainingData data = load(divided with { Fold = fold });
            record = record.With(Measured(record, data, trainer, fit(data, trainer).Run));
        }
        FitResult all = fit(load(divided), OfAllRows(trainer, record));
        return new(record, all);
    }

    /// <summary>How the model of all rows is trained.</summary>
    internal static TrainerOptions OfAllRows(TrainerOptions trainer, FoldsRecord folds) =>
        trainer with
        {
            Epochs = folds.Epochs,
            Patience = 0,
            KeepBest = false,
            // It has no rows to choose a threshold on; where no fold found one, there is none.
            Threshold = trainer.Threshold is { Value: null } asked
                ? folds.Threshold is { } median
                    ? asked with
                    {
                        Value = median,
                    }
                    : null
                : trainer.Threshold,
        };

    /// <summary>What the next fold reached.</summary>
    /// <exception cref="RunException">It diverged, or was measured on nothing.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    internal static FoldResult Measured(FoldsRecord record, TrainingData data, TrainerOptions trainer, RunResult run)
    {
        int fold = record.Results.Count + 1;
        if (run.Outcome == RunOutcome.Interrupted)
            throw new OperationCanceledException($"Fold {fold} of {record.Folds} was interrupted.");
        if (run.Outcome == RunOutcome.Diverged || run.Validation is not { } validation)
            throw new RunException(
                $"Fold {fold} of {record.Folds} diverged. {run.Explanation ?? "Lower the learning rate."}"
            );
        return new(
            fold,
            data.Training.Count,
            data.Validation.Count,
            run.Epochs,
            run.BestEpoch,
            run.Seconds,
            validation,
            trainer.Threshold is { Value: null } ? run.Threshold : null
        );
    }
}

/// <summary>What a cross-validation gave.</summary>
/// <param name="Folds">What each fold reached, and means with deviations.</param>
/// <param name="All">The run on all rows, and the model to save or to predict with.</param>
public sealed record CrossValidationResult(FoldsRecord Folds, FitResult All);
