using System.Runtime.CompilerServices;

namespace Surefoot.Settings;

/// <summary>The numbers that a setting takes, and how that is said.</summary>
public sealed class SettingRange
{
    readonly Func<double, bool> holds;

    SettingRange(string words, Func<double, bool> holds) => (Words, this.holds) = (words, holds);

    /// <summary>A finite number above 0.</summary>
    public static SettingRange Positive { get; } = new("a number above 0", value => value > 0);

    /// <summary>A finite number, 0 or more.</summary>
    public static SettingRange NotNegative { get; } = new("a number, 0 or more", value => value >= 0);

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    public static SettingRange UnitInterval { get; } =
        new("a number from 0 up to, but not including, 1", value => value is >= 0 and < 1);

    /// <summary>What is asked for: "a number above 0".</summary>
    public string Words { get; }

    /// <summary>Whether a number is in the range; NaN and the infinities are in none.</summary>
    /// <param name="value">The number.</param>
    public bool Holds(double value) => double.IsFinite(value) && holds(value);

    /// <summary>Lets a value through, or refuses it with its name.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="name">What the setting is called.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not in the range.</exception>
    public double Check(double value, [CallerMemberName] string name = "") =>
        Holds(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                FormattableString.Invariant($"{name} must be {Words}; it is {value}.")
            );

    /// <summary>What is asked for.</summary>
    public override string ToString() => Words;
}
