using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Surefoot.Training.Configuration;

/// <summary>
/// The value of a setting: a whole number, a number, true or false, a text, or numbers. It is kept as the JSON that a
/// file holds, so that two values are the same exactly where their texts are.
/// </summary>
public readonly record struct SettingValue
{
    readonly string json;

    SettingValue(string json, bool _) => this.json = json;

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public SettingValue(int value)
        : this(value.ToString(CultureInfo.InvariantCulture), true) { }

    /// <summary>A whole number of 64 bits.</summary>
    /// <param name="value">The number.</param>
    public SettingValue(long value)
        : this(value.ToString(CultureInfo.InvariantCulture), true) { }

    /// <summary>A number; its bits come back.</summary>
    /// <param name="value">The number, finite.</param>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public SettingValue(double value)
        : this(Number(value), true) { }

    /// <summary>True or false.</summary>
    /// <param name="value">The value.</param>
    public SettingValue(bool value)
        : this(value ? "true" : "false", true) { }

    /// <summary>A text of at most 256 characters.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public SettingValue(string value)
        : this("\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Checked(value)) + "\"", true) { }

    /// <summary>Numbers.</summary>
    /// <param name="values">The numbers, finite.</param>
    /// <exception cref="ArgumentException">One is not finite, or there are more than 100,000.</exception>
    public SettingValue(IReadOnlyList<double> values)
        : this("[" + string.Join(',', Counted(values).Select(Number)) + "]", true) { }

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator SettingValue(int value) => new(value);

    /// <summary>A whole number of 64 bits.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator SettingValue(long value) => new(value);

    /// <summary>A number.</summary>
    /// <param name="value">The number, finite.</param>
    public static implicit operator SettingValue(double value) => new(value);

    /// <summary>True or false.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator SettingValue(bool value) => new(value);

    /// <summary>A text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator SettingValue(string value) => new(value);

    /// <summary>The value as JSON.</summary>
    public override string ToString() => json ?? "null";

    /// <summary>The value of a file; null where it is of no kind that there is, or too long.</summary>
    internal static SettingValue? From(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => new(element.GetBoolean()),
            JsonValueKind.Number when element.TryGetInt32(out int whole) => new(whole),
            JsonValueKind.Number when element.TryGetInt64(out long whole) => new(whole),
            JsonValueKind.Number when element.TryGetDouble(out double number) && double.IsFinite(number) => new(number),
            JsonValueKind.String when element.GetString() is { Length: <= Config.MaxText } text => new(text),
            JsonValueKind.Array when element.GetArrayLength() <= Config.MaxNumbers && Numbers(element) is { } numbers =>
                new(numbers),
            _ => null,
        };

    internal bool TryInt(out int value) =>
        int.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    internal bool TryLong(out long value) =>
        long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    internal bool TryDouble(out double value) =>
        double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    internal bool TryBool(out bool value)
    {
        value = json == "true";
        return json is "true" or "false";
    }

    internal bool TryText([NotNullWhen(true)] out string? value)
    {
        value = json is ['"', ..] ? JsonElement.Parse(json).GetString() : null;
        return value is not null;
    }

    internal bool TryDoubles([NotNullWhen(true)] out double[]? values)
    {
        values = json is ['[', ..] ? Numbers(JsonElement.Parse(json)) : null;
        return values is not null;
    }

    static double[]? Numbers(JsonElement array)
    {
        var numbers = new double[array.GetArrayLength()];
        int count = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (
                item.ValueKind != JsonValueKind.Number
                || !item.TryGetDouble(out numbers[count])
                || !double.IsFinite(numbers[count])
            )
                return null;
            count++;
        }
        return numbers;
    }

    static string Number(double value) =>
        double.IsFinite(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : throw new ArgumentException(
                FormattableString.Invariant($"The value of a setting is {value}; it must be finite."),
                nameof(value)
            );

    static string Checked(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length <= Config.MaxText
            ? value
            : throw new ArgumentException(
                $"The text of a setting has {value.Length} characters; it may have {Config.MaxText}.",
                nameof(value)
            );
    }

    static IReadOnlyList<double> Counted(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count <= Config.MaxNumbers
            ? values
            : throw new ArgumentException(
                $"A setting holds {values.Count} numbers; it may hold {Config.MaxNumbers}.",
                nameof(values)
            );
    }
}
