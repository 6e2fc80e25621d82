namespace Surefoot.Rules;

/// <summary>
/// Something that can be done with any rule, its type known when code is compiled: sweep it over memory, or print its
/// formula. Options hand their rule to it, so that which rule belongs to which settings is written once.
/// </summary>
/// <typeparam name="T">What the rule computes with: float, double, or a letter when the formula is printed.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IRuleVisitor<T, out TResult>
    where T : struct
{
    /// <summary>Called once, with the rule and the options that it is made from.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <typeparam name="TOptions">The options that it reads.</typeparam>
    TResult Visit<TRule, TOptions>()
        where TRule : struct, IRule<TRule, T, TOptions>
        where TOptions : OptimizerOptions;
}
