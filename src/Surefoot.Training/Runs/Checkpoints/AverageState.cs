using System.Numerics;
using Surefoot.Optimizers;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>The averaged weights.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="average">Where the run keeps them.</param>
sealed class AverageState<T>(WeightAverage<T> average) : IRunState
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => "average";

    /// <inheritdoc/>
    public void Write(RunStateWriter state)
    {
        state.Json["updates"] = average.Updates;
        state.Numbers<T>("weights", () => average.Values);
    }

    /// <inheritdoc/>
    public void Read(RunStateReader state)
    {
        average.Updates = state.Json.Whole("updates", 0, long.MaxValue);
        state.Numbers("weights", average.Values);
    }
}
