using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Data;

/// <summary>
/// Reads stored JSON and says which part of it is wrong, since a file may be damaged or made by someone else.
/// </summary>
/// <param name="Node">The value, or null where it is missing.</param>
/// <param name="Path">Where it stands, for messages.</param>
readonly record struct StoredJson(JsonNode? Node, string Path)
{
    /// <summary>A member of an object.</summary>
    internal StoredJson this[string name] => new((Node as JsonObject)?[name], $"{Path}.{name}");

    /// <summary>
    /// The items of a member that is an array of at most so many; more are refused before one is looked at.
    /// </summary>
    internal IEnumerable<StoredJson> Items(string name, int most = ModelBounds.Values)
    {
        var member = this[name];
        return member.Node is JsonArray items && items.Count <= most
            ? items.Select((item, i) => new StoredJson(item, $"{member.Path}[{i}]"))
            : throw member.Damaged();
    }

    /// <summary>Text.</summary>
    internal string Text() => Value<string>(JsonValueKind.String);

    /// <summary>True or false.</summary>
    internal bool Flag() =>
        Node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? Node.GetValue<bool>() : throw Damaged();

    /// <summary>A finite number, with every bit that was stored.</summary>
    internal double Number()
    {
        double value = Value<double>(JsonValueKind.Number);
        return double.IsFinite(value) ? value : throw Damaged();
    }

    /// <summary>A finite number above 0.</summary>
    internal double Positive() => Number() is > 0 and var value ? value : throw Damaged();

    /// <summary>A whole number within bounds, both included.</summary>
    internal int Integer(int least, int most)
    {
        double value = Number();
        return value == Math.Floor(value) && value >= least && value <= most ? (int)value : throw Damaged();
    }

    /// <summary>One of the names of an enumeration's values, as a choice of the caller's.</summary>
    internal T Choice<T>(params ReadOnlySpan<(string Name, T Value)> choices)
    {
        string name = Text();
        foreach (var choice in choices)
        {
            if (choice.Name == name)
                return choice.Value;
        }
        throw Damaged();
    }

    /// <summary>The message for this value, or for a member of it.</summary>
    internal DataException Damaged(string? member = null) =>
        new(
            "The preprocessing stored with the model is damaged or from a newer version: "
                + $"{Path}{(member is null ? "" : "." + member)} is "
                + (member is null && Node is null ? "missing." : "not as expected.")
                + " Train the model again."
        );

    T Value<T>(JsonValueKind kind)
    {
        if (Node is not JsonValue value || value.GetValueKind() != kind)
            throw Damaged();
        if (value.TryGetValue(out T? result))
            return result;
        // A number made in memory keeps its own type; one that was parsed converts itself.
        return typeof(T) == typeof(double)
            ? (T)(object)double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            : throw Damaged();
    }
}
