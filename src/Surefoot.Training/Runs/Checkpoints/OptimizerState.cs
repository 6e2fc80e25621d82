using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// What the optimizer remembers: its slots, its counts of steps, and the rate in force. Of its settings those are
/// beside it that give it its meaning.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="optimizer">The optimizer of the arena.</param>
/// <param name="note">Takes a sentence for the user.</param>
sealed class OptimizerState<T>(Optimizer<T> optimizer, Action<string> note) : IRunState
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly SettingsOfState settings = new("the optimizer", note);

    /// <inheritdoc/>
    public string Name => "optimizer";

    /// <inheritdoc/>
    public void Write(RunStateWriter state)
    {
        (state.Json["optimizer"], state.Json["form"]) = (optimizer.Options.Name, optimizer.Options.StateForm);
        (state.Json["steps"], state.Json["skipped"]) = (optimizer.Steps, optimizer.SkippedSteps);
        state.Number("rate", optimizer.LearningRate);
        SettingsOfState.Write(state, StateSettings.Of(optimizer.Groups), optimizer.Options.LearningRate);
        state.Json["slots"] = JsonFields.Texts(optimizer.State.Select(slot => slot.Name));
        foreach (var (name, values) in optimizer.State)
            state.Numbers<T>(name, () => values.Span);
    }

    /// <inheritdoc/>
    public void Read(RunStateReader state)
    {
        var snapshot = new OptimizerSnapshot<T>
        {
            Optimizer = state.Json.Text("optimizer"),
            Form = state.Json.Text("form"),
            Settings = settings.Read(state, StateSettings.Of(optimizer.Groups), optimizer.Options.LearningRate),
            Steps = state.Json.Whole("steps", 0, long.MaxValue),
            SkippedSteps = state.Json.Whole("skipped", 0, long.MaxValue),
            LearningRate = state.Number("rate"),
            Slots = state.Json.OptionalTexts("slots").ToDictionary(name => name, state.Numbers<T>),
        };
        try
        {
            optimizer.Restore(snapshot);
        }
        catch (ArgumentException e)
        {
            throw state.Json.Wrong("slots", $"will not do for this run: {e.Message.TrimEnd('.')}");
        }
    }
}
