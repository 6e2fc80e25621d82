using System.Numerics;
using Surefoot.Memory;
using Surefoot.Rules;
using Surefoot.Sweeps;

namespace Surefoot.Optimizers;

/// <summary>
/// The parameter groups of one optimizer, and the learning rate that each has at a step: groups keep their ratio to the
/// optimizer's.
/// </summary>
/// <param name="options">The settings of the first group, which holds all that no later one selects.</param>
internal sealed class ParameterGroups(OptimizerOptions options)
{
    const string NoRatio =
        "The learning rate cannot be changed: the options' is 0 and a group has one of its own, so there is "
        + "no ratio for the group to keep. "
        + "Give the options a rate above 0 (a frozen parameter can be a group of rate 0), or change the rate "
        + "by a Schedule.";

    readonly List<ParameterGroup> groups = [new("all", options, _ => true)];
    double rate = options.LearningRate;

    /// <summary>The groups, in the order in which they were added.</summary>
    public List<ParameterGroup> List => groups;

    /// <summary>The optimizer's own rate, η before the schedule.</summary>
    /// <exception cref="InvalidOperationException">Set where a group has no ratio to it.</exception>
    public double LearningRate
    {
        get => rate;
        set => rate = groups.Exists(HasNoRatio) ? throw new InvalidOperationException(NoRatio) : value;
    }

    /// <summary>What gives the groups' state its meaning.</summary>
    public IReadOnlyDictionary<string, string> StateSettings => Optimizers.StateSettings.Of(groups);

    /// <summary>Adds a group; see <see cref="Optimizer{T}.AddGroup"/>.</summary>
    public void Add<T>(ParameterGroup group, RuleSweep<T> rule)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (SweepMaker<T>.Make(group.Options).GetType() != rule.GetType())
            throw new ArgumentException(
                $"The group \"{group.Name}\" would keep other state than the rest: it must be {options.Name} with "
                    + "the same slots. Use a second optimizer for it.",
                nameof(options)
            );
        if (group.Options.StateForm != options.StateForm)
            throw new ArgumentException(
                $"The group \"{group.Name}\" would keep its state in the form \"{group.Options.StateForm}\", and the "
                    + $"rest in the form \"{options.StateForm}\": one optimizer has one form. Use a second optimizer "
                    + "for it.",
                nameof(options)
            );
        if (rate != options.LearningRate && HasNoRatio(group))
            throw new InvalidOperationException(NoRatio);
        groups.Add(group);
    }

    /// <summary>The group that a parameter belongs to: of those that select it, the last one added.</summary>
    public int Of(ParameterRange parameter) => groups.FindLastIndex(group => group.Selects(parameter));

    /// <summary>Refuses the rate of a saved state that cannot be taken.</summary>
    public void RequireRate(double saved)
    {
        if (saved != rate && groups.Exists(HasNoRatio))
            throw new ArgumentException(NoRatio);
    }

    /// <summary>Takes the rate of a saved state.</summary>
    public void Restore(double saved) => rate = saved;

    /// <summary>Makes every group's rule as it stands at one step, given the schedule's factor.</summary>
    public void Prepare<T>(RuleSweep<T> rule, long step, double factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < groups.Count; i++)
            rule.Prepare(i, groups[i].Options, new StepInfo(step, factor * RateOf(i)));
    }

    /// <summary>
    /// The rate of a group before the schedule. One of the optimizer's own rate has the rate itself, and an unchanged
    /// rate leaves a group's as it is: to the last bit.
    /// </summary>
    public double RateOf(int group) => group == 0 ? rate : RateOfOther(group);

    double RateOfOther(int group)
    {
        double own = groups[group].Options.LearningRate,
            first = options.LearningRate;
        if (own == first)
            return rate;
        return HasNoRatio(groups[group]) ? own : own * (rate / first);
    }

    bool HasNoRatio(ParameterGroup group) => options.LearningRate == 0 && group.Options.LearningRate > 0;
}
