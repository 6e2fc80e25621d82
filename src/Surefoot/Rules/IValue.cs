using System.Numerics;

namespace Surefoot.Rules;

/// <summary>
/// Turns a hyper-parameter into what a rule computes with: the number rounded to float or double, or its letter when
/// the formula is printed.
/// </summary>
/// <typeparam name="T">What a rule computes with.</typeparam>
public interface IValue<T>
    where T : struct
{
    /// <summary>One hyper-parameter.</summary>
    /// <param name="letter">How it is written in the formula, such as "η" or "(1−ρ)".</param>
    /// <param name="value">Its value, in double.</param>
    static abstract T Of(string letter, double value);

    /// <summary>
    /// Whether a hyper-parameter is 0 once it is what the rule computes with: an ε of 1e-50 is in float, and a rule
    /// that divides by it must not divide 0 by 0.
    /// </summary>
    /// <param name="value">Its value, in double.</param>
    static virtual bool IsZero(double value) => value == 0;
}

/// <summary>Hyper-parameters as numbers, each rounded once from double.</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly struct Number<T> : IValue<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static T Of(string letter, double value) => T.CreateTruncating(value);

    /// <inheritdoc/>
    public static bool IsZero(double value) => T.CreateTruncating(value) == T.Zero;
}
