using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Surefoot.Training.Formats;

/// <summary>
/// Reads and writes the shapes of <see cref="TrainingJson"/>. What may be null may be missing, and so may a list that
/// is not marked as required; all else must be there. The error for what is missing or wrong names the file, the line
/// and the member.
/// </summary>
static partial class JsonFile
{
    // Lists that are not written where there is nothing in them.
    static readonly HashSet<string> LeftOutWhenEmpty =
    [
        "groups",
        "schedule",
        "metrics",
        "transforms",
        "diagnoses",
        "figures",
        "baselines",
        "warnings",
        "others",
    ];

    static readonly JsonSerializerOptions Options = With([]);

    /// <summary>The way in which shapes are read and written, but for the values that a file has otherwise.</summary>
    public static JsonSerializerOptions With(IEnumerable<JsonConverter> values)
    {
        var options = new JsonSerializerOptions(TrainingJson.Default.Options)
        {
            TypeInfoResolver = TrainingJson.Default.WithAddedModifier(Complete),
        };
        foreach (JsonConverter value in values)
            options.Converters.Insert(0, value);
        return options;
    }

    /// <summary>The object in a text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="where">The file (and line) to name in errors.</param>
    /// <param name="depth">How deep it may be nested.</param>
    /// <exception cref="ModelFileException">It is none, is beyond a bound, or lacks what it must have.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, string where, int depth = ModelBounds.Depth)
    {
        Check(utf8, where, depth);
        return Value<T>(utf8, where);
    }

    /// <summary>The same of a line, which is too short to hold more than can be borne.</summary>
    public static T ReadLine<T>(ReadOnlySpan<byte> utf8, string where)
    {
        try
        {
            return Value<T>(utf8, where);
        }
        catch (ModelFileException)
        {
            // Whether it is JSON at all is said first.
            Check(utf8, where, ModelBounds.Depth);
            throw;
        }
    }

    /// <summary>A value as a JSON object that can be added to.</summary>
    public static JsonObject Node<T>(T value) => JsonSerializer.SerializeToNode(value, Shape<T>())!.AsObject();

    /// <summary>The same, whatever it is.</summary>
    public static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, Shape<T>());

    /// <summary>A number for a file: JSON has none that is not finite, so null stands for those.</summary>
    public static JsonNode? Number(double number) => double.IsFinite(number) ? JsonValue.Create(number) : null;

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

    /// <summary>Refuses what is no JSON object, or is beyond a bound.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="where">The file (and line) to name in errors.</param>
    /// <param name="depth">How deep it may be nested.</param>
    /// <param name="lists">Bounds of lists, as <see cref="JsonCount"/> has them; null for none.</param>
    public static void Check(
        ReadOnlySpan<byte> utf8,
        string where,
        int depth = ModelBounds.Depth,
        (string Name, int Most)[]? lists = null
    )
    {
        try
        {
            JsonCount.Check(utf8, depth, lists: lists);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFileException($"{where} is not valid JSON: {e.Message}", e);
        }
        if (utf8.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            throw new ModelFileException($"{where} is not a JSON object.");
    }

    /// <summary>What is in a text that was found to be JSON within bounds.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="where">The file (and line) to name in errors.</param>
    /// <param name="member">Which member of it the text is; empty for all of it.</param>
    public static T Value<T>(ReadOnlySpan<byte> utf8, string where, string member = "")
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, Shape<T>())!;
        }
        catch (JsonException e)
        {
            string line = utf8.TrimEnd("\r\n"u8).Contains((byte)'\n') ? $", line {e.LineNumber + 1}" : "";
            throw new ModelFileException($"{where}{line}: {Complaint(e, member)}.", e);
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"{where}: a value is out of range: {e.Message}", e);
        }
    }

    /// <summary>What is wrong, as a sentence without its point: the member, and what is expected there.</summary>
    /// <param name="e">What the library found.</param>
    /// <param name="member">The name of what was read, where that is a member itself.</param>
    public static string Complaint(JsonException e, string member = "") =>
        Wrong(e) is var (path, complaint) ? $"\"{(member + path[1..]).TrimStart('.')}\" {complaint}" : "";

    /// <summary>The member, from "$" on, and what is wrong with it.</summary>
    public static (string Path, string Complaint) Wrong(JsonException e)
    {
        string path = e.Path ?? "$";
        if (e is WrongValueException { Member: var part })
        {
            // After the last item of a list the reader stands at the one that would follow.
            return (part is ['[', ..] ? path[..path.LastIndexOf('[')] + part : path + part, e.Message);
        }
        // The library says what is wrong in its message alone; a type's name has points in it, a member's has none.
        Match member = Member().Match(e.Message);
        return e.Message.StartsWith("Duplicate", StringComparison.Ordinal) ? (path, "is there twice")
            : e.Message.Contains("discriminator", StringComparison.Ordinal) ? ($"{path}.kind", "is none that there is")
            : e.Message.Contains("null", StringComparison.Ordinal) ? (path, "is missing")
            : member.Success ? ($"{path}.{member.Value}", "is missing")
            : (path, "is of another kind than is expected there");
    }

    public static JsonTypeInfo<T> Shape<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    static void Complete(JsonTypeInfo shape)
    {
        if (shape.Type.IsAssignableTo(typeof(IStored)))
            shape.OnDeserialized = stored => ((IStored)stored).Check();
        if (shape is { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false })
        {
            shape.OnDeserialized = items =>
            {
                if (items is IList list && list.IndexOf(null) is >= 0 and var at)
                    throw new WrongValueException("is null", $"[{at}]");
            };
        }
        foreach (JsonPropertyInfo member in shape.Properties)
        {
            bool isList =
                member.PropertyType != typeof(string) && member.PropertyType.IsAssignableTo(typeof(IEnumerable));
            if (member.Set is not null && !member.IsSetNullable && !isList)
                member.IsRequired = true;
            if (isList && LeftOutWhenEmpty.Contains(member.Name))
                member.ShouldSerialize = (_, value) => value is IEnumerable items && items.GetEnumerator().MoveNext();
        }
    }

    [GeneratedRegex(@"(?<=')\w+(?=')", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Member();
}
