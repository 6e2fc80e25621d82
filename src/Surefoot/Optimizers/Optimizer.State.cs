using System.Numerics;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <content>Looking at the state, taking it along, and putting it back.</content>
public unsafe partial class Optimizer<T>
{
    /// <summary>A copy of all that the optimizer remembers.</summary>
    public OptimizerSnapshot<T> Save() => new()
    {
        Optimizer = Options.Name,
        Form = Options.StateForm,
        Steps = Steps,
        SkippedSteps = SkippedSteps,
        LearningRate = LearningRate,
        Slots = State.ToDictionary(slot => slot.Name, slot => slot.Values.ToArray()),
    };

    /// <summary>Goes on from a copy made by <see cref="Save"/>. An optimizer that has taken no step yet takes the length from it.</summary>
    /// <param name="snapshot">The copy.</param>
    /// <exception cref="ArgumentException">It is another optimizer's or dialect's, lacks a slot, has one too many, or one of another length; nothing was changed.</exception>
    public void Restore(OptimizerSnapshot<T> snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.RequireMadeWith(Options);
        if (snapshot is { Steps: 0, Slots.Count: 0 })
        {
            // Saved before the first step: the state is yet to be made.
            if (Length >= 0) MakeState(Length);
            (Steps, SkippedSteps, LearningRate) = (0, snapshot.SkippedSteps, snapshot.LearningRate);
            return;
        }
        string[] needed = [.. Enumerable.Range(0, slots.Length).Select(sweep.SlotName).OfType<string>()];
        foreach (string name in needed)
        {
            if (!snapshot.Slots.TryGetValue(name, out var values))
                throw new ArgumentException($"The saved state has no slot \"{name}\", which these settings need; it has {Names(snapshot.Slots.Keys)}.", nameof(snapshot));
            int length = Length >= 0 ? Length : Layout?.Length ?? values.Length;
            if (values.Length != length || values.Length != snapshot.Slots[needed[0]].Length)
                throw new ArgumentException($"The slot \"{name}\" of the saved state holds {values.Length} numbers; {length} are needed.", nameof(snapshot));
        }
        if (snapshot.Slots.Keys.FirstOrDefault(name => !needed.Contains(name)) is { } extra)
            throw new ArgumentException($"The saved state has a slot \"{extra}\" that these settings do not use; they use {Names(needed)}.", nameof(snapshot));
        if (Length < 0 && needed.Length > 0)
        {
            int length = snapshot.Slots[needed[0]].Length;
            Cut(length, Layout, apart: false);
            MakeState(length);
        }
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is { } block) snapshot.Slots[sweep.SlotName(i)!].CopyTo(block.Span);
        }
        (Steps, SkippedSteps, LearningRate) = (snapshot.Steps, snapshot.SkippedSteps, snapshot.LearningRate);
    }

    /// <summary>Writes the effective rate of each weight: what its gradient is multiplied by, η/(√v + ε) for RMSprop, at the rate of the last step.</summary>
    /// <param name="destination">Where the rates go.</param>
    /// <param name="start">The first weight to look at; default 0.</param>
    /// <exception cref="InvalidOperationException">No step was taken yet.</exception>
    /// <exception cref="ArgumentException">The range goes past the last weight.</exception>
    public void EffectiveRates(Span<T> destination, int start = 0)
    {
        if (Steps == 0) throw new InvalidOperationException("There are no effective rates before the first step.");
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        if (start > Length - destination.Length)
            throw new ArgumentException($"Weights {start} to {start + (long)destination.Length - 1} were asked for; there are {Length}.", nameof(destination));
        double factor = Schedule?.Factor(Steps - 1) ?? 1;
        for (int i = 0; i < groups.Count; i++) sweep.Prepare(i, groups[i].Options, new Moment(Steps, factor * GroupRate(i)));
        fixed (T* rates = destination)
        {
            foreach (ref readonly var segment in segments.AsSpan())
            {
                int from = Math.Max(start, segment.Offset), to = Math.Min(start + destination.Length, segment.Offset + segment.Length);
                if (from >= to) continue;
                var memory = new Streams<T>(null, null, At(0, from), At(1, from), At(2, from));
                sweep.EffectiveRates(segment.Group, memory, rates + (from - start), to - from);
            }
        }
    }

    /// <summary>The smallest, the largest and the quantiles of the effective rates of all weights, or of one parameter's, without a copy of the state.</summary>
    /// <param name="parameter">The parameter's name in the <see cref="Layout"/>; null for all weights.</param>
    /// <exception cref="InvalidOperationException">No step was taken yet.</exception>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    public RateSummary SummarizeRates(string? parameter = null)
    {
        var range = new ParameterRange("all", 0, Length);
        if (parameter is not null)
        {
            range = Layout?.Entries.FirstOrDefault(entry => entry.Name == parameter) ?? default;
            if (range.Name is null) throw new ArgumentException($"There is no parameter named \"{parameter}\".", nameof(parameter));
        }
        var counts = new RateHistogram();
        Span<T> some = stackalloc T[512];
        for (int i = 0; i < range.Length; i += some.Length)
        {
            var part = some[..Math.Min(some.Length, range.Length - i)];
            EffectiveRates(part, range.Offset + i);
            foreach (T each in part) counts.Add(double.CreateTruncating(each));
        }
        return counts.Summarize();
    }

    /// <summary>Sentences about what the settings do that may surprise; empty where nothing does.</summary>
    public IReadOnlyList<string> Advice() => Options.Advice();

    static string Names(IEnumerable<string> names) => names.Any() ? string.Join(", ", names.Select(name => $"\"{name}\"")) : "none";
}
