using System.Runtime.InteropServices;

namespace Surefoot.Training.Runs;

/// <summary>
/// The event after a step: one batch gone through, which the optimizer steps on unless the gradients of several are
/// averaged (<see cref="TrainerOptions.AccumulatedBatches"/>). Steps may come faster than an observer can look, so an
/// observer is told of the latest one about twenty times a second, not of each.
/// </summary>
/// <param name="Epoch">The epoch in hand, counted from 1.</param>
/// <param name="Epochs">How many epochs the run is to have.</param>
/// <param name="StepInEpoch">The steps made in this epoch, counted from 1.</param>
/// <param name="StepsPerEpoch">How many steps an epoch has.</param>
/// <param name="Step">The steps made in the whole run, counted from 1.</param>
/// <param name="Loss">The mean loss over the rows of this epoch so far.</param>
/// <param name="SamplesPerSecond">Training rows a second in this epoch so far.</param>
/// <param name="Seconds">Seconds since the run started.</param>
/// <param name="SecondsLeft">
/// Seconds that the remaining epochs would take at the pace so far; early stopping may end the run sooner.
/// </param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepDone(
    int Epoch,
    int Epochs,
    int StepInEpoch,
    int StepsPerEpoch,
    long Step,
    double Loss,
    double SamplesPerSecond,
    double Seconds,
    double SecondsLeft
);
