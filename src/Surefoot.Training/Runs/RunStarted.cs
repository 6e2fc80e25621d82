namespace Surefoot.Training.Runs;

/// <summary>The event before the first step.</summary>
/// <param name="Epochs">How many epochs the run is to have.</param>
/// <param name="StepsPerEpoch">How many steps an epoch has; the last may have a shorter batch.</param>
/// <param name="BatchSize">Rows a batch.</param>
/// <param name="TrainingRows">Rows that are trained on.</param>
/// <param name="ValidationRows">Rows that are held back to watch the run.</param>
/// <param name="TestRows">Rows that are looked at once, at the end; 0 where there is no test set.</param>
/// <param name="Parameters">How many weights and biases the network has.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="IsClassification">Whether the validation measure is an accuracy; otherwise it is an RMSE.</param>
public sealed record RunStarted(
    int Epochs,
    int StepsPerEpoch,
    int BatchSize,
    int TrainingRows,
    int ValidationRows,
    int TestRows,
    long Parameters,
    int Threads,
    bool IsClassification
);
