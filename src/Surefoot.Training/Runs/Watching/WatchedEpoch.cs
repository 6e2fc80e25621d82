using System.Runtime.InteropServices;

namespace Surefoot.Training.Runs.Watching;

/// <summary>What the watcher keeps of an epoch.</summary>
/// <param name="Epoch">Its number, counted from 1.</param>
/// <param name="Step">The steps made by its end.</param>
/// <param name="TrainLoss">The mean loss over its rows.</param>
/// <param name="ValidationLoss">The mean loss over the validation rows at its end; NaN where there are none.</param>
/// <param name="ValidationMeasure">The accuracy or the RMSE on them.</param>
/// <param name="LearningRate">η at its end.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WatchedEpoch(
    int Epoch,
    long Step,
    double TrainLoss,
    double ValidationLoss,
    double ValidationMeasure,
    double LearningRate
);
