using System.Numerics;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <content>Looking at the state, taking it along, and putting it back.</content>
public unsafe partial class Optimizer<T>
{
    /// <summary>A copy of all that the optimizer remembers.</summary>
    public OptimizerSnapshot<T> Save() =>
        new()
        {
            Optimizer = Options.Name,
            Form = Options.StateForm,
            Settings = StateSettings.Of(groups),
            Steps = Steps,
            SkippedSteps = SkippedSteps,
            LearningRate = LearningRate,
            Slots = State.ToDictionary(slot => slot.Name, slot => slot.Values.ToArray()),
        };

    /// <summary>
    /// Goes on from a copy made by <see cref="Save"/>, at the copy's <see cref="LearningRate"/>. An optimizer that has
    /// taken no step yet takes the length from it.
    /// </summary>
    /// <param name="snapshot">The copy.</param>
    /// <exception cref="ArgumentException">It is another optimizer's or dialect's, was made under other settings
    /// (<see cref="OptimizerOptions.StateSettings"/>), lacks a slot, has one too many, one of another length, or one
    /// with a number that is not finite (unless <see cref="NonFinite"/> is <see cref="NonFinitePolicy.Allow"/>); or its
    /// rate is another where <see cref="LearningRate"/> cannot be set. Nothing was changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Its count of steps, of skipped steps or its rate is negative; nothing was changed.
    /// </exception>
    public void Restore(OptimizerSnapshot<T> snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.RequireMadeWith(Options, StateSettings.Of(groups));
        if (snapshot.LearningRate != rate && groups.Exists(HasNoRatio))
            throw new ArgumentException(NoRatio, nameof(snapshot));
        if (snapshot is { Steps: 0, Slots.Count: 0 })
        {
            // Saved before the first step: the state is yet to be made, here or, where the groups of the weights are
            // not known either, at the first step.
            if (segments.Length > 0)
                MakeState(Length);
            else
                (Length, slots[0], slots[1], slots[2]) = (-1, null, null, null);
            (Steps, SkippedSteps, rate) = (0, snapshot.SkippedSteps, snapshot.LearningRate);
            return;
        }
        string[] needed = [.. Enumerable.Range(0, slots.Length).Select(sweep.SlotName).OfType<string>()];
        foreach (string name in needed)
        {
            if (!snapshot.Slots.TryGetValue(name, out var values))
                throw new ArgumentException(
                    $"The saved state has no slot \"{name}\", which these settings need; it has "
                        + $"{Names(snapshot.Slots.Keys)}.",
                    nameof(snapshot)
                );
            int length = Length >= 0 ? Length : Layout?.Length ?? values.Length;
            if (values.Length != length || values.Length != snapshot.Slots[needed[0]].Length)
                throw new ArgumentException(
                    $"The slot \"{name}\" of the saved state holds {values.Length} numbers; {length} are needed.",
                    nameof(snapshot)
                );
        }
        if (snapshot.Slots.Keys.FirstOrDefault(name => !needed.Contains(name)) is { } extra)
            throw new ArgumentException(
                $"The saved state has a slot \"{extra}\" that these settings do not use; they use {Names(needed)}.",
                nameof(snapshot)
            );
        if (NonFinite != NonFinitePolicy.Allow)
            Require.Finite(snapshot);
        if (Length < 0 && needed.Length > 0)
        {
            int length = snapshot.Slots[needed[0]].Length;
            // Names may yet come with the list that is stepped.
            if (Layout is not null || !NeedsNames)
                Cut(length, Layout, apart: false);
            MakeState(length);
        }
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is { } block)
                snapshot.Slots[sweep.SlotName(i)!].CopyTo(block.Span);
        }
        (Steps, SkippedSteps, rate) = (snapshot.Steps, snapshot.SkippedSteps, snapshot.LearningRate);
    }

    /// <summary>
    /// Writes the effective rate of each weight: what its gradient is multiplied by, η/(√v + ε) for RMSprop.
    /// </summary>
    /// <remarks>
    /// η is the present <see cref="LearningRate"/>, or the group's in its ratio to it, times the
    /// <see cref="Schedule"/>'s factor at the last step.
    /// </remarks>
    /// <param name="destination">Where the rates go.</param>
    /// <param name="start">The first weight to look at; default 0.</param>
    /// <exception cref="InvalidOperationException">
    /// No step was taken yet; or none since restoring, and the parameters need names that only the step brings.
    /// </exception>
    /// <exception cref="ArgumentException">The range goes past the last weight.</exception>
    public void EffectiveRates(Span<T> destination, int start = 0)
    {
        RequireRates();
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        if (start > Length - destination.Length)
            throw new ArgumentException(
                $"Weights {start} to {start + (long)destination.Length - 1} were asked for; there are {Length}.",
                nameof(destination)
            );
        double factor = Schedule?.Factor(Steps - 1) ?? 1;
        for (int i = 0; i < groups.Count; i++)
            sweep.Prepare(i, groups[i].Options, new Moment(Steps, factor * GroupRate(i)));
        fixed (T* rates = destination)
        {
            foreach (ref readonly var segment in segments.AsSpan())
            {
                int from = Math.Max(start, segment.Offset),
                    to = Math.Min(start + destination.Length, segment.Offset + segment.Length);
                if (from >= to)
                    continue;
                var memory = new Streams<T>(null, null, At(0, from), At(1, from), At(2, from));
                sweep.EffectiveRates(segment.Group, memory, rates + (from - start), to - from);
            }
        }
    }

    /// <summary>
    /// The smallest, the largest and the quantiles of the effective rates of all weights, or of one parameter's,
    /// without a copy of the state.
    /// </summary>
    /// <param name="parameter">The parameter's name in the <see cref="Layout"/>; null for all weights.</param>
    /// <exception cref="InvalidOperationException">
    /// No step was taken yet; or none since restoring, and the parameters need names that only the step brings.
    /// </exception>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public RateSummary SummarizeRates(string? parameter = null)
    {
        RequireRates();
        var range = new ParameterRange("all", 0, Length);
        if (parameter is not null)
        {
            range = Layout?.Entries.FirstOrDefault(entry => entry.Name == parameter) ?? default;
            if (range.Name is null)
                throw new ArgumentException($"There is no parameter named \"{parameter}\".", nameof(parameter));
        }
        var counts = new RateHistogram();
        Span<T> some = stackalloc T[512];
        for (int i = 0; i < range.Length; i += some.Length)
        {
            var part = some[..Math.Min(some.Length, range.Length - i)];
            EffectiveRates(part, range.Offset + i);
            foreach (T each in part)
                counts.Add(double.CreateTruncating(each));
        }
        return counts.Summarize();
    }

    void RequireRates()
    {
        if (Steps == 0)
            throw new InvalidOperationException("There are no effective rates before the first step.");
        if (segments.Length == 0)
            throw new InvalidOperationException(
                "After restoring, the weights' names, and with them their groups, are known from the next "
                    + "step on; there are no effective rates before it."
            );
    }

    /// <summary>Sentences about what the settings do that may surprise; empty where nothing does.</summary>
    public IReadOnlyList<string> Advice() => Options.Advice();

    static string Names(IEnumerable<string> names) =>
        names.Any() ? string.Join(", ", names.Select(name => $"\"{name}\"")) : "none";
}
