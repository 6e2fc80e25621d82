using System.Globalization;
using System.Text.Encodings.Web;
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
    /// <summary>JSON nested deeper than this is none of ours.</summary>
    public const int MaxDepth = ModelBounds.Depth;

    /// <summary>
    /// The object in a text, with duplicate names, deep nesting, more values than <see cref="ModelBounds.Values"/> and
    /// anything beside the object refused.
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="where">The file (and line) to name in errors.</param>
    /// <param name="depth">How deep it may be nested.</param>
    public static JsonFields Parse(ReadOnlySpan<byte> utf8, string where, int depth = MaxDepth) =>
        new(ParseObject(utf8, where, depth), where);

    /// <summary>
    /// The same, as the object itself; lists of some names may be bounded, as <see cref="JsonCount"/> has it.
    /// </summary>
    public static JsonObject ParseObject(
        ReadOnlySpan<byte> utf8,
        string where,
        int depth = MaxDepth,
        (string Name, int Most)[]? lists = null
    )
    {
        try
        {
            JsonCount.Check(utf8, depth, lists: lists);
            var options = new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false };
            if (JsonNode.Parse(utf8, nodeOptions: null, options) is JsonObject json)
                return json;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFileException($"{where} is not valid JSON: {e.Message}", e);
        }
        throw new ModelFileException($"{where} is not a JSON object.");
    }

    /// <summary>The file (and place in it) that errors name.</summary>
    public string Where => where;

    /// <summary>The error for a field whose value will not do.</summary>
    public ModelFileException Wrong(string name, string complaint) => new($"{where}: \"{name}\" {complaint}.");

    /// <summary>
    /// The name of the first field, which says what kind of object it is where there are several; empty where there is
    /// none.
    /// </summary>
    public string FirstName => json.Count > 0 ? json.GetAt(0).Key : "";

    /// <summary>What a field holds, whatever it is; null where it is missing.</summary>
    public JsonNode? Node(string name) => json[name];

    public bool IsText(string name) => json[name] is JsonValue value && value.TryGetValue(out string? _);

    public string Text(string name) => OptionalText(name) ?? throw Wrong(name, "is missing");

    public string? OptionalText(string name) =>
        json[name] switch
        {
            null => null,
            JsonValue value when value.TryGetValue(out string? text) => text,
            _ => throw Wrong(name, "is not a text"),
        };

    public long Whole(string name, long least, long most) =>
        OptionalWhole(name, least, most) ?? throw Wrong(name, "is missing");

    public long? OptionalWhole(string name, long least, long most) =>
        json[name] switch
        {
            null => null,
            JsonValue value when value.TryGetValue(out long number) && number >= least && number <= most => number,
            { } other => throw Wrong(name, $"is {Shown(other)}; a whole number from {least} to {most} is expected"),
        };

    public ulong Unsigned(string name) =>
        json[name] is JsonValue value && value.TryGetValue(out ulong number)
            ? number
            : throw Wrong(name, "is missing or no whole number from 0 to 2⁶⁴−1");

    /// <summary>A number, where null stands for one that was not finite.</summary>
    public double Number(string name) =>
        json.ContainsKey(name) ? OptionalNumber(name) ?? double.NaN : throw Wrong(name, "is missing");

    public double? OptionalNumber(string name) =>
        json[name] switch
        {
            null => null,
            JsonValue value when value.TryGetValue(out double number) && double.IsFinite(number) => number,
            { } other => throw Wrong(name, $"is {Shown(other)}; a number is expected"),
        };

    public bool Flag(string name) =>
        json[name] is JsonValue value && value.TryGetValue(out bool flag)
            ? flag
            : throw Wrong(name, "is missing or neither true nor false");

    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum
    {
        string text = Text(name);
        int index = Array.IndexOf(Enum.GetNames<TEnum>(), text);
        return index >= 0
            ? Enum.GetValues<TEnum>()[index]
            : throw Wrong(name, $"is \"{text}\"; one of {string.Join(", ", Enum.GetNames<TEnum>())} is expected");
    }

    public DateTimeOffset Moment(string name) =>
        DateTimeOffset.TryParseExact(
            Text(name),
            "yyyy-MM-ddTHH:mm:ssZ",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment
            : throw Wrong(name, $"is \"{Text(name)}\"; a moment like 2026-01-31T12:00:00Z is expected");

    public JsonFields Object(string name) => OptionalObject(name) ?? throw Wrong(name, "is missing");

    public JsonFields? OptionalObject(string name) =>
        json[name] switch
        {
            null => null,
            JsonObject inner => new JsonFields(inner, $"{where}: {name}"),
            _ => throw Wrong(name, "is not an object"),
        };

    public IReadOnlyList<string> OptionalTexts(string name) =>
        json[name] switch
        {
            null => [],
            JsonArray items => Array.ConvertAll(
                items.ToArray(),
                item =>
                    item is JsonValue value && value.TryGetValue(out string? text)
                        ? text
                        : throw Wrong(name, "holds something that is not a text")
            ),
            _ => throw Wrong(name, "is not a list of texts"),
        };

    public IReadOnlyList<JsonFields> Objects(string name) =>
        json[name] is null ? throw Wrong(name, "is missing") : OptionalObjects(name);

    public IReadOnlyList<JsonFields> OptionalObjects(string name) =>
        json[name] switch
        {
            null => [],
            JsonArray items =>
            [
                .. items.Select(
                    (item, i) =>
                        item is JsonObject inner
                            ? new JsonFields(inner, $"{where}: {name} {i + 1}")
                            : throw Wrong(name, "holds something that is not an object")
                ),
            ],
            _ => throw Wrong(name, "is not a list of objects"),
        };

    /// <summary>Numbers, where null stands for one that was not finite.</summary>
    public double[] Numbers(string name) =>
        json[name] is JsonArray items
            ? Array.ConvertAll(
                items.ToArray(),
                item =>
                    item switch
                    {
                        null => double.NaN,
                        JsonValue value when value.TryGetValue(out double number) && double.IsFinite(number) => number,
                        _ => throw Wrong(name, "holds something that is not a number"),
                    }
            )
            : throw Wrong(name, "is missing or not a list of numbers");

    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name) =>
        json[name] is JsonObject pairs
            ?
            [
                .. pairs.Select(pair =>
                    pair.Value is JsonValue value && value.TryGetValue(out string? text)
                        ? new KeyValuePair<string, string>(pair.Key, text)
                        : throw Wrong(name, $"holds \"{pair.Key}\", which is not a text")
                ),
            ]
            : throw Wrong(name, "is missing or not an object");

    public int[,]? OptionalMatrix(string name)
    {
        if (json[name] is null)
            return null;
        if (json[name] is not JsonArray rows)
            throw Wrong(name, "is not a list of rows");
        // Every row is looked at before there is a matrix: a list of many empty rows would claim their square.
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i] is not JsonArray same || same.Count != rows.Count)
                throw Wrong(name, $"is not square at row {i + 1}");
        }
        var matrix = new int[rows.Count, rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            var row = (JsonArray)rows[i]!;
            for (int j = 0; j < row.Count; j++)
            {
                matrix[i, j] =
                    row[j] is JsonValue value && value.TryGetValue(out int count) && count >= 0
                        ? count
                        : throw Wrong(name, $"holds something that is no count at row {i + 1}");
            }
        }
        return matrix;
    }

    /// <summary>A number for a file: JSON has none that is not finite, so null stands for those.</summary>
    public static JsonNode? Finite(double number) => double.IsFinite(number) ? JsonValue.Create(number) : null;

    /// <summary>The same to six digits, which is enough to look at and keeps a file of many numbers short.</summary>
    public static JsonNode? Short(double number) =>
        Finite(double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    public static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);

    public static JsonObject Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, JsonValue.Create(pair.Value))));

    public static JsonArray Matrix(int[,] counts)
    {
        var rows = new JsonArray();
        for (int i = 0; i < counts.GetLength(0); i++)
        {
            var row = new JsonArray();
            for (int j = 0; j < counts.GetLength(1); j++)
                row.Add((JsonNode)JsonValue.Create(counts[i, j]));
            rows.Add((JsonNode)row);
        }
        return rows;
    }

    /// <summary>A JSON text that reads the same everywhere and escapes no more than JSON must.</summary>
    public static byte[] Utf8(JsonNode node, bool indented = false)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = indented,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(stream, options))
            node.WriteTo(json);
        return stream.ToArray();
    }

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
