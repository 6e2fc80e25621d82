using System.Numerics;
using Surefoot.Schedules;
using Surefoot.Settings;

namespace Surefoot.Optimizers;

/// <summary>
/// Lowers the learning rate when a measure has stopped getting smaller (PyTorch's and Keras' ReduceLROnPlateau). It
/// depends on what was measured, so it is not a <see cref="Schedule"/>: report the measure, once an epoch say; its
/// memory is in <see cref="Memory"/> and goes into a checkpoint.
/// </summary>
public sealed class PlateauReducer
{
    readonly double factor,
        threshold,
        smallest;
    readonly int patience;

    /// <summary>A reducer.</summary>
    /// <param name="factor">What a reduction multiplies the rate by, above 0 and below 1; default 0.1.</param>
    /// <param name="patience">How many reports without progress are borne, 0 or more; default 10.</param>
    /// <param name="threshold">
    /// By what share of the best measure a new one must be smaller to count as progress; default 1e-4.
    /// </param>
    /// <param name="smallest">The rate is never lowered below this; default 0.</param>
    public PlateauReducer(double factor = 0.1, int patience = 10, double threshold = 1e-4, double smallest = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        this.factor = Setting.UnitInterval(Setting.Positive(factor, nameof(factor)), nameof(factor));
        this.patience = patience;
        this.threshold = Setting.UnitInterval(threshold, nameof(threshold));
        this.smallest = Setting.NotNegative(smallest, nameof(smallest));
    }

    /// <summary>What the reducer remembers: the best measure, and how many reports since had none better.</summary>
    public (double Best, int Waited) Memory { get; set; } = (double.PositiveInfinity, 0);

    /// <summary>Reports a measure, and lowers the optimizer's rate where there was no progress for too long.</summary>
    /// <param name="measure">A loss, or anything else that should get smaller. NaN counts as no progress.</param>
    /// <param name="optimizer">Whose rate is lowered.</param>
    /// <returns>Whether the rate was lowered.</returns>
    public bool Report<T>(double measure, OptimizerBase<T> optimizer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (
            measure < Memory.Best - (threshold * Math.Abs(Memory.Best))
            || (double.IsPositiveInfinity(Memory.Best) && double.IsFinite(measure))
        )
        {
            Memory = (measure, 0);
            return false;
        }
        Memory = (Memory.Best, Memory.Waited + 1);
        if (Memory.Waited <= patience)
            return false;
        Memory = (Memory.Best, 0);
        double lowered = Math.Max(optimizer.LearningRate * factor, smallest);
        bool lower = lowered < optimizer.LearningRate;
        if (lower)
            optimizer.LearningRate = lowered;
        return lower;
    }
}
