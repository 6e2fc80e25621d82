using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Formats;

/// <summary>Reads and writes a value of one kind, and says what is expected where another stands.</summary>
/// <typeparam name="T">Its type.</typeparam>
abstract class StoredValue<T> : JsonConverter<T>
{
    /// <summary>The error for what the reader is at.</summary>
    protected static WrongValueException Wrong(ref Utf8JsonReader json, string expected)
    {
        string shown = json.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => $"\"{JsonEncodedText.Encode(json.GetString()!)}\"",
            _ => Encoding.UTF8.GetString(json.ValueSpan),
        };
        return new($"is {(shown.Length <= 40 ? shown : shown[..40] + "…")}; {expected} is expected");
    }
}

/// <summary>A number, where null stands for one that is not finite: JSON has none.</summary>
class Finite : StoredValue<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options) =>
        json.TokenType == JsonTokenType.Null ? double.NaN
        : json.TokenType == JsonTokenType.Number && json.TryGetDouble(out double value) && double.IsFinite(value)
            ? value
        : throw Wrong(ref json, "a number");

    public override void Write(Utf8JsonWriter json, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }
}

/// <summary>A number that must be there, with every bit.</summary>
sealed class Given : Finite
{
    public override double Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options) =>
        json.TokenType == JsonTokenType.Null ? throw Wrong(ref json, "a number") : base.Read(ref json, type, options);
}

/// <summary>The same to six digits, which is enough to look at and keeps a file of many numbers short.</summary>
sealed class Short : Finite
{
    public override void Write(Utf8JsonWriter json, double value, JsonSerializerOptions options) =>
        base.Write(
            json,
            double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            options
        );
}

/// <summary>A whole number, of which no smaller one can stand there.</summary>
/// <typeparam name="T">Its type.</typeparam>
/// <param name="least">The smallest.</param>
abstract class Whole<T>(T least) : StoredValue<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override T Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options) =>
        json.TokenType == JsonTokenType.Number
        && T.TryParse(json.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value)
        && value >= least
            ? value
            : throw Wrong(ref json, $"a whole number from {least} to {T.MaxValue}");

    public override void Write(Utf8JsonWriter json, T value, JsonSerializerOptions options) =>
        json.WriteNumberValue(decimal.CreateChecked(value));
}

/// <summary>How many there are of something.</summary>
sealed class Count() : Whole<int>(0);

/// <summary>A number that is counted from 1.</summary>
sealed class FromOne() : Whole<int>(1);

/// <summary>How many there are of much.</summary>
sealed class LongCount() : Whole<long>(0);

/// <summary>A large number that is counted from 1.</summary>
sealed class LongFromOne() : Whole<long>(1);

/// <summary>A seed.</summary>
sealed class Seed() : Whole<ulong>(0);

/// <summary>True or false.</summary>
sealed class Flag : StoredValue<bool>
{
    public override bool Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options) =>
        json.TokenType is JsonTokenType.True or JsonTokenType.False
            ? json.TokenType == JsonTokenType.True
            : throw Wrong(ref json, "true or false");

    public override void Write(Utf8JsonWriter json, bool value, JsonSerializerOptions options) =>
        json.WriteBooleanValue(value);
}

/// <summary>A text.</summary>
sealed class Text : StoredValue<string>
{
    public override string Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options) =>
        json.TokenType == JsonTokenType.String ? json.GetString()! : throw Wrong(ref json, "a text");

    public override void Write(Utf8JsonWriter json, string value, JsonSerializerOptions options) =>
        json.WriteStringValue(value);
}

/// <summary>One of the values of an enumeration, by its name.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
/// <param name="names">The names, where they are others than in the program.</param>
sealed class Choice<TEnum>(string[] names) : StoredValue<TEnum>
    where TEnum : struct, Enum
{
    public Choice()
        : this(Enum.GetNames<TEnum>()) { }

    public override TEnum Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options) =>
        json.TokenType == JsonTokenType.String && Array.IndexOf(names, json.GetString()) is >= 0 and var index
            ? Enum.GetValues<TEnum>()[index]
            : throw Wrong(ref json, $"one of {string.Join(", ", names)}");

    public override void Write(Utf8JsonWriter json, TEnum value, JsonSerializerOptions options) =>
        json.WriteStringValue(names[Array.IndexOf(Enum.GetValues<TEnum>(), value)]);
}

/// <summary>A second of universal time.</summary>
sealed class UtcSecond : StoredValue<DateTimeOffset>
{
    const string Form = "yyyy-MM-ddTHH:mm:ssZ";

    public override DateTimeOffset Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options) =>
        json.TokenType == JsonTokenType.String
        && DateTimeOffset.TryParseExact(
            json.GetString(),
            Form,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset moment
        )
            ? moment
            : throw Wrong(ref json, "a moment like 2026-01-31T12:00:00Z");

    public override void Write(Utf8JsonWriter json, DateTimeOffset value, JsonSerializerOptions options) =>
        json.WriteStringValue(value.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture));
}

/// <summary>The sizes of an example.</summary>
sealed class Sizes : StoredValue<Shape>
{
    public override Shape Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options)
    {
        var sizes = new List<int>();
        if (json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetInt32(out int size) && size >= 1)
                sizes.Add(size);
        }
        return
            json.TokenType == JsonTokenType.EndArray
            && sizes.Count is >= 1 and < Shape.MaxRank
            && sizes.Aggregate(1.0, (product, size) => product * size) <= int.MaxValue
            ? new([.. sizes])
            : throw new WrongValueException("is no shape: sizes such as [3, 28, 28] are expected");
    }

    public override void Write(Utf8JsonWriter json, Shape value, JsonSerializerOptions options)
    {
        json.WriteStartArray();
        foreach (int size in value.ToArray())
            json.WriteNumberValue(size);
        json.WriteEndArray();
    }
}

/// <summary>Texts by their names, in their order.</summary>
sealed class Pairs : StoredValue<IReadOnlyList<KeyValuePair<string, string>>>
{
    public override IReadOnlyList<KeyValuePair<string, string>> Read(
        ref Utf8JsonReader json,
        Type type,
        JsonSerializerOptions options
    )
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw Wrong(ref json, "an object of texts");
        var pairs = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            if (json.TokenType != JsonTokenType.String)
                throw new WrongValueException($"holds \"{JsonEncodedText.Encode(name)}\", which is not a text");
            if (!pairs.TryAdd(name, json.GetString()!))
                throw new WrongValueException($"holds \"{JsonEncodedText.Encode(name)}\" twice");
        }
        return [.. pairs];
    }

    public override void Write(
        Utf8JsonWriter json,
        IReadOnlyList<KeyValuePair<string, string>> value,
        JsonSerializerOptions options
    )
    {
        json.WriteStartObject();
        foreach ((string name, string text) in value)
            json.WriteString(name, text);
        json.WriteEndObject();
    }
}
