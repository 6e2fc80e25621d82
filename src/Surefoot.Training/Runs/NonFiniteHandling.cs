namespace Surefoot.Training.Runs;

/// <summary>What a run does about a step whose loss or gradients are not finite numbers.</summary>
public enum NonFiniteHandling
{
    /// <summary>The run ends as diverged. The default.</summary>
    Stop,

    /// <summary>
    /// The step is left out: weights and state stay as they are, and the batch's loss is no part of the epoch's mean.
    /// After 100 steps left out in a row the run ends as diverged.
    /// </summary>
    Skip,

    /// <summary>
    /// The run goes back to its last checkpoint in turn and on from there at half the rate; at an epoch's mean loss far
    /// above the first batch's, too. After the fifth time it ends as diverged.
    /// </summary>
    RollBack,
}
