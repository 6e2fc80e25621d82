using System.Globalization;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// The measure of a task as people read it: an accuracy in percent, an RMSE in the target's own units.
/// </summary>
static class MeasureText
{
    /// <summary>The measure with its name: "accuracy 98.44 %", "RMSE 12.3456".</summary>
    public static string Named(bool classification, double value, string prefix = "") =>
        $"{prefix}{Name(classification)} {Value(classification, value)}";

    /// <summary>What the measure is called.</summary>
    public static string Name(bool classification) => classification ? "accuracy" : "RMSE";

    /// <summary>The measure alone.</summary>
    public static string Value(bool classification, double value) =>
        classification
            ? (value * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %"
            : value.ToString("0.######", CultureInfo.InvariantCulture);
}
