using System.Numerics;

namespace Surefoot.Training.Runs;

/// <summary>The memory of early stopping: the epoch with the lowest validation loss so far (the first of equals), and its weights.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="length">How many weights there are.</param>
sealed class BestWeights<T>(int length)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T[] weights = new T[length];

    /// <summary>The epoch of the weights, counted from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>The mean training loss over that epoch.</summary>
    public double TrainLoss { get; private set; } = double.NaN;

    /// <summary>How the weights did on the validation rows.</summary>
    public Evaluation? Validation { get; private set; }

    /// <summary>Keeps the weights if they do better than all before.</summary>
    /// <returns>Whether they do. A loss that is not finite is never better.</returns>
    public bool Consider(int epoch, double trainLoss, Evaluation validation, ReadOnlySpan<T> current)
    {
        if (!double.IsFinite(validation.Loss) || (Validation is not null && validation.Loss >= Validation.Loss)) return false;
        (Epoch, TrainLoss, Validation) = (epoch, trainLoss, validation);
        current.CopyTo(weights);
        return true;
    }

    /// <summary>Puts the weights back.</summary>
    public void Restore(Span<T> current) => weights.CopyTo(current);
}
