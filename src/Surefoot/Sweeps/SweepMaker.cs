using System.Numerics;
using Surefoot.Memory;
using Surefoot.Rules;

namespace Surefoot.Sweeps;

/// <summary>Binds whatever rule the options name to the sweep.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class SweepMaker<T> : IRuleVisitor<T, RuleSweep<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    static readonly SweepMaker<T> Instance = new();

    /// <summary>The rule that options describe, ready to sweep over memory.</summary>
    /// <exception cref="NotSupportedException">The type is neither float nor double.</exception>
    public static RuleSweep<T> Make(OptimizerOptions options)
    {
        Require.Supported<T>();
        return options.Accept(Instance);
    }

    public RuleSweep<T> Visit<TRule, TOptions>()
        where TRule : struct, IRule<TRule, T, TOptions>
        where TOptions : OptimizerOptions => new RuleSweep<T, TRule, TOptions>();
}
