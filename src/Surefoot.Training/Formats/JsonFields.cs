using System.Text.Json;
using System.Text.Json.Nodes;

namespace Surefoot.Training.Formats;

/// <summary>
/// The fields of a JSON object that was read from a file: each is asked for by name and kind, and the error for one
/// that is missing or wrong names the file and the field. Names that nobody asks for are passed over, so that later
/// versions may add some.
/// </summary>
sealed class JsonFields(JsonObject json, string where)
{
    /// <summary>
    /// The object in a text, with duplicate names, nesting beyond <see cref="ModelBounds.Depth"/>, more values than
    /// <see cref="ModelBounds.Values"/> and anything beside the object refused.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="where">The file (and line) to name in errors.</param>
    public static JsonFields Parse(ReadOnlySpan<byte> utf8, string where) => new(ParseObject(utf8, where), where);

    /// <summary>The same, as the object itself.</summary>
    public static JsonObject ParseObject(ReadOnlySpan<byte> utf8, string where)
    {
        JsonFile.Check(utf8, where, ModelBounds.Depth);
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = ModelBounds.Depth, AllowDuplicateProperties = false };
            return JsonNode.Parse(utf8, nodeOptions: null, options)!.AsObject();
        }
        catch (JsonException e)
        {
            throw new ModelFileException($"{where} is not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>The error for a field whose value will not do.</summary>
    public ModelFileException Wrong(string name, string complaint) => new($"{where}: \"{name}\" {complaint}.");

    /// <summary>A part that has a shape of its own; null where it is missing.</summary>
    public T? Value<T>(string name)
        where T : class => json[name] is { } part ? JsonFile.Value<T>(JsonFile.Utf8(part), where, name) : null;

    T? Single<T>(string name)
        where T : struct => json[name] is { } part ? JsonFile.Value<T>(JsonFile.Utf8(part), where, name) : null;

    public bool IsText(string name) => json[name] is JsonValue value && value.TryGetValue(out string? _);

    public string Text(string name) => Value<string>(name) ?? throw Wrong(name, "is missing");

    public long Whole(string name, long least, long most) =>
        Single<long>(name) switch
        {
            null => throw Wrong(name, "is missing"),
            { } number when number >= least && number <= most => number,
            { } number => throw Wrong(name, $"is {number}; a whole number from {least} to {most} is expected"),
        };

    public ulong Unsigned(string name) => Single<ulong>(name) ?? throw Wrong(name, "is missing");

    public double? OptionalNumber(string name) => Single<double>(name);

    public bool Flag(string name) => Single<bool>(name) ?? throw Wrong(name, "is missing");

    public JsonFields Object(string name) => OptionalObject(name) ?? throw Wrong(name, "is missing");

    public JsonFields? OptionalObject(string name) =>
        json[name] switch
        {
            null => null,
            JsonObject inner => new JsonFields(inner, $"{where}: {name}"),
            _ => throw Wrong(name, "is not an object"),
        };

    public IReadOnlyList<string> OptionalTexts(string name) => Value<IReadOnlyList<string>>(name) ?? [];

    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name) =>
        Value<IReadOnlyList<KeyValuePair<string, string>>>(name) ?? throw Wrong(name, "is missing");

    public static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    public static JsonObject Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, JsonValue.Create(pair.Value))));

    /// <summary>
    /// The first place in which two values differ, named from the outside in, with what stands there; null where they
    /// are the same.
    /// </summary>
    public static (string Name, string One, string Other)? FirstDifference(string name, JsonNode? one, JsonNode? other)
    {
        if (one is JsonObject left && other is JsonObject right)
        {
            foreach (string key in left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key)))
                if (FirstDifference($"{name}.{key}", left[key], right[key]) is { } inner)
                    return inner;
            return null;
        }
        if (one is JsonArray these && other is JsonArray those && these.Count == those.Count)
        {
            for (int i = 0; i < these.Count; i++)
                if (FirstDifference($"{name}[{i}]", these[i], those[i]) is { } inner)
                    return inner;
            return null;
        }
        string a = one is null ? "nothing" : Shown(one),
            b = other is null ? "nothing" : Shown(other);
        return JsonNode.DeepEquals(one, other) ? null : (name, a, b);
    }

    static string Shown(JsonNode node)
    {
        string text = node.ToJsonString();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
