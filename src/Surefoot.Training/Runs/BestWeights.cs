using System.Numerics;
using Surefoot.Training.Models;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Runs;

/// <summary>
/// The memory of early stopping: the epoch with the lowest validation loss so far (the first of equals), and its
/// weights.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="network">Whose weights, row-sparse tables, and whose layers' own state.</param>
sealed class BestWeights<T>(Network<T> network) : IRunState
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T[][] tables = [.. network.Tables.Select(table => new T[table.Weight.Shape.Length])];
    readonly T[] weights = new T[network.Parameters.Length],
        state = new T[network.State.Length];

    /// <summary>The epoch of the weights, counted from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>The mean training loss over that epoch.</summary>
    public double TrainLoss { get; private set; } = double.NaN;

    /// <summary>How the weights did on the validation rows.</summary>
    public Evaluation? Validation { get; private set; }

    /// <summary>Keeps the weights if they do better than all before.</summary>
    /// <returns>Whether they do. A loss that is not finite is never better.</returns>
    public bool Consider(int epoch, double trainLoss, Evaluation validation)
    {
        if (!double.IsFinite(validation.Loss) || (Validation is not null && validation.Loss >= Validation.Loss))
            return false;
        (Epoch, TrainLoss, Validation) = (epoch, trainLoss, validation);
        network.Parameters.CopyTo(weights);
        network.State.CopyTo(state);
        for (int i = 0; i < tables.Length; i++)
        {
            network.Tables[i].Flush();
            network.Tables[i].Weight.Value.CopyTo(tables[i]);
        }
        return true;
    }

    /// <inheritdoc/>
    public string Name => "best";

    /// <inheritdoc/>
    public void Write(RunStateWriter checkpoint)
    {
        checkpoint.Json["epoch"] = Epoch;
        if (Validation is null)
            return;
        checkpoint.Number("trainLoss", TrainLoss);
        checkpoint.Json["validation"] = Validation.ToJson();
        checkpoint.Numbers<T>("weights", () => weights);
        checkpoint.Numbers<T>("layers", () => state);
        for (int i = 0; i < tables.Length; i++)
        {
            T[] table = tables[i];
            checkpoint.Numbers<T>($"table{i}", () => table);
        }
    }

    /// <inheritdoc/>
    public void Read(RunStateReader checkpoint)
    {
        Epoch = (int)checkpoint.Json.Whole("epoch", 0, int.MaxValue);
        (TrainLoss, Validation) = (double.NaN, null);
        if (Epoch == 0)
            return;
        (TrainLoss, Validation) = (
            checkpoint.Number("trainLoss"),
            checkpoint.Json.Value<Evaluation>("validation") ?? throw checkpoint.Json.Wrong("validation", "is missing")
        );
        checkpoint.Numbers<T>("weights", weights);
        checkpoint.Numbers<T>("layers", state);
        for (int i = 0; i < tables.Length; i++)
            checkpoint.Numbers<T>($"table{i}", tables[i]);
    }

    /// <summary>Puts the weights back.</summary>
    public void Restore()
    {
        weights.CopyTo(network.Parameters);
        state.CopyTo(network.State);
        for (int i = 0; i < tables.Length; i++)
        {
            // Rows that still lag behind are brought up first, or the optimizer would move what is put back.
            network.Tables[i].Flush();
            tables[i].CopyTo(network.Tables[i].Weight.Value);
        }
    }
}
