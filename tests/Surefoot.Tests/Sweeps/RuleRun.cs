using System.Numerics;
using Surefoot.Rules;
using Surefoot.Sweeps;

namespace Surefoot.Tests.Sweeps;

/// <summary>One step of whatever rule the options name, over memory and with a width of the test's choosing.</summary>
sealed unsafe class RuleRun<T>(OptimizerOptions options, int widest) : IRuleVisitor<T, RuleRun<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Action<nint[], int, long> step = null!;
    bool[] has = [];

    public static RuleRun<T> Of(OptimizerOptions options, int widest) =>
        options.Accept(new RuleRun<T>(options, widest));

    /// <summary>Whether the rule has each of its three slots.</summary>
    public IReadOnlyList<bool> Has => has;

    /// <summary>Steps the weights, gradients and slots that start at the given addresses.</summary>
    public void Step(nint[] at, int length, long number) => step(at, length, number);

    RuleRun<T> IRuleVisitor<T, RuleRun<T>>.Visit<TRule, TOptions>()
    {
        has = [TRule.First is not null, TRule.Second is not null, TRule.Third is not null];
        step = (at, length, number) =>
        {
            var rule = TRule.At<Number<T>>((TOptions)options, new StepInfo(number, options.LearningRate));
            var transform = GradientTransform<T>.At<Number<T>>(options, options.LearningRate, 0.5, 100);
            T* Slot(int slot) => has[slot] ? (T*)at[2 + slot] : null;
            Sweep<T, TRule>.Step(
                rule,
                transform,
                new Streams<T>((T*)at[0], (T*)at[1], Slot(0), Slot(1), Slot(2)),
                length,
                widest
            );
        };
        return this;
    }
}
