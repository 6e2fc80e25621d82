using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs.Folds;

/// <summary>What one fold of a cross-validation reached.</summary>
/// <param name="Fold">Which, counted from 1.</param>
/// <param name="TrainingRows">The rows that it was trained on.</param>
/// <param name="ValidationRows">The rows that it was measured on, none of them among those.</param>
/// <param name="Epochs">How many epochs were trained.</param>
/// <param name="BestEpoch">The epoch with the lowest validation loss, whose weights were measured.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Evaluation">How it does on the rows that it was measured on.</param>
/// <param name="Threshold">
/// The threshold that was chosen on those rows; null where none was to be chosen, or none found.
/// </param>
public sealed record FoldResult(
    int Fold,
    int TrainingRows,
    int ValidationRows,
    int Epochs,
    int BestEpoch,
    double Seconds,
    Evaluation Evaluation,
    DecisionThreshold? Threshold = null
);
