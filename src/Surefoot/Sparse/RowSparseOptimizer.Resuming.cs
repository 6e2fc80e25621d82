using System.Runtime.InteropServices;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <content>
/// All that is remembered, as it stands, for a checkpoint in the middle of a run. Unlike <see cref="Save"/> it brings
/// no row to the present step: a row that is brought on in two goes differs in its last digits from one that is in one,
/// so a checkpoint would change the run.
/// </content>
public sealed unsafe partial class RowSparseOptimizer<T>
{
    /// <summary>Where <see cref="Touches"/> are counted from.</summary>
    internal long Origin => origin;

    /// <summary>The last touch of each row; between two steps only.</summary>
    internal Span<int> Touches => touches;

    /// <summary>
    /// What the steps have done to resting rows since each, six numbers a step; empty where all steps do the same.
    /// </summary>
    internal Span<double> RestsOfSteps => MemoryMarshal.Cast<Rest, double>(rests.Steps);

    /// <summary>The same for blocks of steps.</summary>
    internal Span<double> RestsOfBlocks => MemoryMarshal.Cast<Rest, double>(rests.Blocks);

    /// <summary>
    /// Takes the counts of a checkpoint; <see cref="State"/>, <see cref="Touches"/>, <see cref="RestsOfSteps"/> and
    /// <see cref="RestsOfBlocks"/> are to be filled after it.
    /// </summary>
    internal void Resume(long steps, long skippedSteps, long origin, double rate)
    {
        (LearningRate, Steps, SkippedSteps, this.origin) = (rate, steps, skippedSteps, origin);
        rests.Restart(steps);
    }
}
