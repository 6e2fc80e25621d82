using System.Runtime.InteropServices;

namespace Surefoot.Training.Comparing;

/// <summary>How far a comparison has come; told after each epoch of each of its runs.</summary>
/// <param name="Optimizer">The optimizer in hand.</param>
/// <param name="Run">What the run is for: "rate 2 of 5" or "seed 1 of 3".</param>
/// <param name="Rate">Its learning rate.</param>
/// <param name="Epoch">The epoch of this run that has ended.</param>
/// <param name="Epochs">How many this run has.</param>
/// <param name="ValidationLoss">The validation loss after it.</param>
/// <param name="Done">How many epochs of the whole comparison have ended.</param>
/// <param name="InAll">How many the whole comparison has; runs that diverge have fewer.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ComparisonProgress(
    string Optimizer,
    string Run,
    double Rate,
    int Epoch,
    int Epochs,
    double ValidationLoss,
    int Done,
    int InAll
);
