using System.Globalization;
using System.Runtime.CompilerServices;

namespace Surefoot.Settings;

/// <summary>
/// Checks a setting as it is given, and refuses it with its name and value; for options of your own too.
/// </summary>
public static class Setting
{
    /// <summary>A finite number above 0.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="name">What the setting is called; the compiler fills it in.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        SettingRange.Positive.Check(value, name);

    /// <summary>A finite number, 0 or more.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="name">What the setting is called; the compiler fills it in.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double NotNegative(double value, [CallerMemberName] string name = "") =>
        SettingRange.NotNegative.Check(value, name);

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="name">What the setting is called; the compiler fills it in.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double UnitInterval(double value, [CallerMemberName] string name = "") =>
        SettingRange.UnitInterval.Check(value, name);

    /// <summary>A whole number, 1 or more.</summary>
    public static long AtLeastOne(long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} must be a whole number, 1 or more; it is {value}."
            );

    /// <summary>A value as state keeps it, to the last digit in every culture.</summary>
    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
