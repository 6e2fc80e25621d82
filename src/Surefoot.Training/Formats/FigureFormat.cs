using System.Globalization;

namespace Surefoot.Training.Formats;

/// <summary>
/// Numbers in sentences and in options to paste: alike in every culture, their exponents as people write them, 1e-5 and
/// not 1E-05.
/// </summary>
sealed class FigureFormat : IFormatProvider, ICustomFormatter
{
    FigureFormat() { }

    /// <summary>The one there is.</summary>
    public static FigureFormat Instance { get; } = new();

    /// <summary>A number by itself, in one of .NET's formats, such as G3.</summary>
    public static string Text(double number, string format)
    {
        string text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.IndexOf('E') is > 0 and var mark
            ? $"{text[..mark]}e"
                + int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
                    .ToString(CultureInfo.InvariantCulture)
            : text;
    }

    /// <inheritdoc/>
    public object? GetFormat(Type? formatType) =>
        formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

    /// <inheritdoc/>
    public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
        arg switch
        {
            double number => Text(number, format ?? "R"),
            IFormattable other => other.ToString(format, CultureInfo.InvariantCulture),
            _ => arg?.ToString() ?? "",
        };
}
