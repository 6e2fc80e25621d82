using System.Numerics;
using Surefoot.Lanes;
using Surefoot.Rules;

namespace Surefoot.Sweeps;

/// <summary>A rule bound to the sweep: what an optimizer drives without knowing which rule it is.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal abstract class RuleSweep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Only RuleSweep<T, TRule, TOptions> derives from this.
    private protected RuleSweep() { }

    /// <summary>The names of the three state slots; null for one that the rule does not have.</summary>
    internal abstract string? SlotName(int slot);

    /// <summary>Makes the rule of a group as it stands at one step.</summary>
    internal abstract void Prepare(int group, OptimizerOptions options, StepInfo step);

    /// <summary>Steps a range of weights by the rule of its group.</summary>
    internal abstract void Step(int group, in GradientTransform<T> transform, in Streams<T> memory, nint length);

    /// <summary>Steps one row of many that lie anywhere.</summary>
    /// <param name="transform">What happens to its gradients first.</param>
    /// <param name="memory">Where it lies.</param>
    /// <param name="later">Where a later row lies, which memory is asked for on the way.</param>
    /// <param name="kept">
    /// What the steps since its last gradient left of its first slot, as a factor; 1 for all.
    /// </param>
    /// <param name="width">How many weights it has.</param>
    internal abstract void StepRow(
        in GradientTransform<T> transform,
        in Streams<T> memory,
        in Streams<T> later,
        T kept,
        nint width
    );

    /// <summary>Why weights without gradient cannot be caught up with later; null where they can.</summary>
    internal abstract string? RestObstacle { get; }

    /// <summary>What a step does to weights without gradient, by the rule of a group.</summary>
    internal abstract Rest Rest(int group, in GradientTransform<T> transform);

    /// <summary>Writes the effective rates of a range of weights.</summary>
    internal abstract unsafe void EffectiveRates(int group, in Streams<T> memory, T* destination, nint length);
}

/// <summary>A rule bound to the sweep.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TRule">The rule.</typeparam>
/// <typeparam name="TOptions">The options that the rule is made from.</typeparam>
internal sealed class RuleSweep<T, TRule, TOptions> : RuleSweep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TRule : struct, IRule<TRule, T, TOptions>
    where TOptions : OptimizerOptions
{
    TRule[] rules = new TRule[1];

    internal override string? SlotName(int slot) =>
        slot switch
        {
            0 => TRule.First,
            1 => TRule.Second,
            _ => TRule.Third,
        };

    internal override void Prepare(int group, OptimizerOptions options, StepInfo step)
    {
        if (group >= rules.Length)
            Array.Resize(ref rules, group + 1);
        rules[group] = TRule.At<Number<T>>((TOptions)options, step);
    }

    internal override void Step(int group, in GradientTransform<T> transform, in Streams<T> memory, nint length) =>
        Sweep<T, TRule>.Step(rules[group], transform, memory, length);

    internal override void StepRow(
        in GradientTransform<T> transform,
        in Streams<T> memory,
        in Streams<T> later,
        T kept,
        nint width
    ) => Sweep<T, TRule>.Step(rules[0], transform, memory, later, kept, width);

    internal override string? RestObstacle => TRule.RestObstacle;

    internal override Rest Rest(int group, in GradientTransform<T> transform) =>
        Sweeps.Rest.Of(rules[group], transform);

    internal override unsafe void EffectiveRates(int group, in Streams<T> memory, T* destination, nint length)
    {
        TRule rule = rules[group];
        for (nint i = 0; i < length; i++)
        {
            Scalar<T> rate = rule.EffectiveRate(
                At(TRule.First, memory.First, i),
                At(TRule.Second, memory.Second, i),
                At(TRule.Third, memory.Third, i)
            );
            Write(rate, destination + i);
        }

        static Scalar<T> At(string? slot, T* values, nint i) => slot is null ? default : Scalar<T>.Create(values[i]);
        static void Write<N>(N lane, T* destination)
            where N : struct, IMemoryLane<N, T> => N.Store(lane, destination);
    }
}
