using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Configuration;

/// <summary>
/// A config as JSON: <c>{"kind": "dense", "name": "dense1", "settings": {"inputs": 4}, "layers": []}</c>, where what is
/// empty is left out. Reading counts before it builds: depth, layers, settings and texts beyond the bounds of
/// <see cref="Config"/> are refused, and so is a name that it does not know.
/// </summary>
static class ConfigJson
{
    const string Kind = "kind",
        Name = "name",
        Settings = "settings",
        Layers = "layers";

    /// <summary>Writes a config.</summary>
    /// <exception cref="ArgumentException">It is nested too deep, or has too many layers.</exception>
    public static void Write(Utf8JsonWriter json, Config config)
    {
        int layers = 0;
        Write(json, config, 1, ref layers);
    }

    /// <summary>A config as text, the same everywhere.</summary>
    public static byte[] ToUtf8(Config config)
    {
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = JsonDepth }
            )
        )
            Write(json, config);
        return stream.ToArray();
    }

    /// <summary>The config in a text.</summary>
    /// <exception cref="FormatException">It is none, or goes beyond a bound.</exception>
    public static Config Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            JsonCount.Check(utf8, JsonDepth, MaxValues);
            JsonElement json = JsonElement.Parse(
                utf8,
                new JsonDocumentOptions { MaxDepth = JsonDepth, AllowDuplicateProperties = false }
            );
            int layers = 0;
            return Read(json, 1, ref layers);
        }
        // A text that is not Unicode is found out when it is asked for.
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"what it is made of cannot be read: {e.Message}", e);
        }
    }

    // A layer has few settings, and a list of sizes is short.
    const int MaxValues = 128 * Config.MaxLayers;

    // An object and the list inside it for each layer, and the settings with a list of numbers.
    public const int JsonDepth = (2 * Config.MaxDepth) + 2;

    static void Write(Utf8JsonWriter json, Config config, int depth, ref int layers)
    {
        if (depth > Config.MaxDepth)
            throw new ArgumentException(
                $"The layers are nested more than {Config.MaxDepth} deep; a model file holds no more."
            );
        if (++layers > Config.MaxLayers)
            throw new ArgumentException($"There are more than {Config.MaxLayers} layers; a model file holds no more.");
        json.WriteStartObject();
        json.WriteString(Kind, config.Kind);
        if (config.Name is not null)
            json.WriteString(Name, config.Name);
        if (config.Settings.Count > 0)
        {
            json.WriteStartObject(Settings);
            foreach ((string name, SettingValue value) in config.Settings)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value.ToString());
            }
            json.WriteEndObject();
        }
        if (config.Children.Count > 0)
        {
            json.WriteStartArray(Layers);
            foreach (Config child in config.Children)
                Write(json, child, depth + 1, ref layers);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    static Config Read(JsonElement json, int depth, ref int layers)
    {
        if (depth > Config.MaxDepth)
            throw new FormatException($"its layers are nested more than {Config.MaxDepth} deep");
        if (++layers > Config.MaxLayers)
            throw new FormatException($"it has more than {Config.MaxLayers} layers");
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("a layer is described by something that is no object");
        string? kind = null,
            name = null;
        JsonElement settings = default,
            inside = default;
        foreach (JsonProperty member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case Kind:
                    kind = TextOf(member);
                    break;
                case Name:
                    name = TextOf(member);
                    break;
                case Settings:
                    settings = Of(member, JsonValueKind.Object);
                    break;
                case Layers:
                    inside = Of(member, JsonValueKind.Array);
                    break;
                default:
                    throw new FormatException($"a layer has \"{Cut(member.Name)}\", which this version does not know");
            }
        }
        if (!Config.IsKind(kind))
            throw new FormatException($"\"{Cut(kind ?? "")}\" is no kind of layer");
        var config = new Config(kind!, name);
        if (settings.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty setting in settings.EnumerateObject())
            {
                config.Add(
                    setting.Name,
                    SettingValue.From(setting.Value)
                        ?? throw new FormatException(
                            $"{kind} has a value for \"{Cut(setting.Name)}\" that no setting has"
                        )
                );
            }
        }
        if (inside.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement child in inside.EnumerateArray())
                config.Add(Read(child, depth + 1, ref layers));
        }
        return config;
    }

    static string TextOf(JsonProperty member) =>
        Of(member, JsonValueKind.String).GetString() is { Length: <= Config.MaxText } text
            ? text
            : throw new FormatException($"\"{member.Name}\" of a layer has more than {Config.MaxText} characters");

    static JsonElement Of(JsonProperty member, JsonValueKind kind) =>
        member.Value.ValueKind == kind
            ? member.Value
            : throw new FormatException(
                $"\"{member.Name}\" of a layer is a {member.Value.ValueKind}, where a {kind} is expected"
            );

    static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>A config as a member of something larger.</summary>
    public sealed class Converter : StoredValue<Config>
    {
        /// <inheritdoc/>
        public override Config Read(ref Utf8JsonReader json, Type type, JsonSerializerOptions options)
        {
            if (json.TokenType != JsonTokenType.StartObject)
                throw new WrongValueException("is not an object");
            using var inner = JsonDocument.ParseValue(ref json);
            try
            {
                return Parse(JsonMarshal.GetRawUtf8Value(inner.RootElement));
            }
            catch (FormatException e)
            {
                throw new WrongValueException($"cannot be read: {e.Message.TrimEnd('.')}");
            }
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter json, Config value, JsonSerializerOptions options) =>
            ConfigJson.Write(json, value);
    }
}
