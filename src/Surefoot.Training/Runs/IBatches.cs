using System.Numerics;
using Surefoot.Training.Autodiff;

namespace Surefoot.Training.Runs;

/// <summary>Batches of rows, one after the other.</summary>
/// <typeparam name="T">float or double.</typeparam>
interface IBatches<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The targets of the last batch; none where the data have none.</summary>
    ReadOnlySpan<float> Targets { get; }

    /// <summary>Puts the next batch onto a tape.</summary>
    /// <returns>The inputs, [rows, …].</returns>
    Tensor<T> Load(Tape<T> tape);
}
