using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Sweeps;

/// <summary>Binds whatever rule the options name to the sweep.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class SweepMaker<T> : IRuleVisitor<T, RuleSweep<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static readonly SweepMaker<T> Instance = new();

    public RuleSweep<T> Visit<TRule, TOptions>()
        where TRule : struct, IRule<TRule, T, TOptions>
        where TOptions : OptimizerOptions => new RuleSweep<T, TRule, TOptions>();
}
