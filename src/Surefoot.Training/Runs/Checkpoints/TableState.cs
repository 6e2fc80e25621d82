using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Sparse;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// A row-sparse table with what moves it, as they stand: rows at rest are not caught up with, since that would change
/// the last digits of what comes after.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="table">The table, which has its optimizer.</param>
/// <param name="note">Takes a sentence for the user.</param>
sealed class TableState<T>(RowSparseTable<T> table, Action<string> note) : IRunState
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly SettingsOfState settings = new($"the table {table.Name}", note);

    /// <inheritdoc/>
    public string Name => $"table {table.Name}";

    /// <inheritdoc/>
    public void Write(RunStateWriter state)
    {
        RowSparseOptimizer<T> optimizer = table.Optimizer!;
        (state.Json["steps"], state.Json["skipped"], state.Json["origin"]) = (
            optimizer.Steps,
            optimizer.SkippedSteps,
            optimizer.Origin
        );
        state.Number("rate", optimizer.LearningRate);
        SettingsOfState.Write(state, Named(optimizer), optimizer.Options.LearningRate);
        state.Numbers<T>("weights", () => table.Weight.Value);
        foreach (var (name, values) in optimizer.State)
            state.Numbers<T>($"slot {name}", () => values.Span);
        state.Numbers<int>("touches", () => optimizer.Touches);
        state.Numbers<double>("rests", () => optimizer.RestsOfSteps);
        state.Numbers<double>("rests of blocks", () => optimizer.RestsOfBlocks);
    }

    /// <inheritdoc/>
    public void Read(RunStateReader state)
    {
        RowSparseOptimizer<T> optimizer = table.Optimizer!;
        long steps = state.Json.Whole("steps", 0, long.MaxValue),
            origin = state.Json.Whole("origin", 0, steps);
        try
        {
            StateSettings.RequireSame(
                settings.Read(state, Named(optimizer), optimizer.Options.LearningRate),
                Named(optimizer)
            );
        }
        catch (ArgumentException e)
        {
            throw state.Json.Wrong("settings", $"will not do for this run: {e.Message.TrimEnd('.')}");
        }
        try
        {
            optimizer.Resume(steps, state.Json.Whole("skipped", 0, long.MaxValue), origin, state.Number("rate"));
        }
        catch (ArgumentException e)
        {
            throw state.Json.Wrong("rate", $"will not do: {e.Message}");
        }
        state.Numbers("weights", table.Weight.Value);
        foreach (var (name, values) in optimizer.State)
            state.Numbers($"slot {name}", values.Span);
        state.Numbers("touches", optimizer.Touches);
        if (optimizer.Touches.ContainsAnyExceptInRange(0, (int)Math.Min(steps - origin, int.MaxValue)))
            throw new ModelFileException($"{table.Name}: a row of the checkpoint was touched after its last step.");
        state.Numbers("rests", optimizer.RestsOfSteps);
        state.Numbers("rests of blocks", optimizer.RestsOfBlocks);
    }

    // A table has no other place that says which rule it is.
    static Dictionary<string, string> Named(RowSparseOptimizer<T> optimizer) =>
        new(optimizer.Options.StateSettings) { ["optimizer"] = optimizer.Options.Name };
}
