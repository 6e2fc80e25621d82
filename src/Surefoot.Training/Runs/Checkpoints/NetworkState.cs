using System.Numerics;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// The weights, what layers keep beside them, and, where more batches are to be added to them, the gradients.
/// Row-sparse tables are <see cref="TableState{T}"/>.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="network">The network.</param>
/// <param name="gradientsMatter">Whether the gradients will be looked at again, and not only overwritten.</param>
sealed class NetworkState<T>(Network<T> network, Func<bool> gradientsMatter) : IRunState
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public string Name => "network";

    /// <inheritdoc/>
    public void Write(RunStateWriter state)
    {
        state.Numbers<T>("weights", () => network.Parameters);
        state.Numbers<T>("layers", () => network.State);
        if (!gradientsMatter())
            return;
        state.Numbers<T>("gradients", () => network.Gradients);
        for (int i = 0; i < network.Tables.Count; i++)
        {
            RowSparseTable<T> table = network.Tables[i];
            state.Numbers($"used{i}", () => table.UsedRows);
            state.Numbers($"slopes{i}", () => table.Gradients);
        }
    }

    /// <inheritdoc/>
    public void Read(RunStateReader state)
    {
        state.Numbers("weights", network.Parameters);
        state.Numbers("layers", network.State);
        network.ZeroGradients();
        if (!state.Has("gradients"))
            return;
        state.Numbers("gradients", network.Gradients);
        for (int i = 0; i < network.Tables.Count; i++)
            state.Numbers($"slopes{i}", network.Tables[i].Use(state.Rows($"used{i}", network.Tables[i].Rows)));
    }
}
