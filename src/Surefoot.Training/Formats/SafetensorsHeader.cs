using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Surefoot.Training.Formats;

/// <summary>
/// The header of a safetensors file: a JSON object that names each tensor with its type, shape and place in the data,
/// and texts about the file under "__metadata__". The form is https://github.com/huggingface/safetensors. It is read
/// strictly: whatever the form does not allow is an error, no size is believed before it has been checked, and nothing
/// larger than the header itself is allocated.
/// </summary>
sealed class SafetensorsHeader
{
    /// <summary>
    /// The longest header that is read, in bytes. Thousands of tensors fit; texts that do not belong into a tensor of
    /// bytes.
    /// </summary>
    public const int MaxLength = ModelBounds.HeaderBytes;

    /// <summary>The longest name of a tensor.</summary>
    public const int MaxName = 512;

    /// <summary>The most sizes that a shape may have.</summary>
    public const int MaxRank = 16;

    const string MetadataName = "__metadata__";

    readonly Dictionary<string, TensorEntry> tensors = new(StringComparer.Ordinal);
    Dictionary<string, string>? metadata;

    SafetensorsHeader() { }

    /// <summary>The texts about the file; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => metadata ??= new(StringComparer.Ordinal);

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; private set; } = [];

    /// <summary>The tensor of a name, or null.</summary>
    public TensorEntry? Find(string name) => tensors.GetValueOrDefault(name);

    /// <summary>Reads a header and checks it against the length of the data.</summary>
    /// <param name="utf8">The header's text.</param>
    /// <param name="dataLength">How many bytes follow it in the file.</param>
    /// <exception cref="FormatException">What is wrong with it, as the end of a sentence.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> utf8, long dataLength)
    {
        if (!Utf8.IsValid(utf8))
            throw new FormatException("the header is not UTF-8");
        if (utf8.IsEmpty || utf8[0] != (byte)'{')
            throw new FormatException("the header does not begin with {");
        var header = new SafetensorsHeader();
        try
        {
            var json = new Utf8JsonReader(utf8);
            header.Read(ref json);
        }
        catch (JsonException e)
        {
            throw new FormatException($"the header is not valid JSON ({e.Message.TrimEnd('.')})", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("the header holds a text that is not Unicode", e);
        }
        header.Tensors = InOrder(header.tensors.Values, dataLength);
        return header;
    }

    void Read(ref Utf8JsonReader json)
    {
        json.Read();
        while (Advance(ref json) != JsonTokenType.EndObject)
        {
            string name = json.GetString()!;
            if (name == MetadataName)
                ReadMetadata(ref json);
            else if (!tensors.TryAdd(name, ReadTensor(ref json, CheckName(name))))
                throw new FormatException($"the tensor \"{name}\" is there twice");
        }
        if (json.Read())
            throw new FormatException("something follows the header's object");
    }

    void ReadMetadata(ref Utf8JsonReader json)
    {
        if (metadata is not null)
            throw new FormatException($"{MetadataName} is there twice");
        metadata = new(StringComparer.Ordinal);
        Expect(ref json, JsonTokenType.StartObject, MetadataName);
        while (Advance(ref json) != JsonTokenType.EndObject)
        {
            string key = json.GetString()!;
            Expect(ref json, JsonTokenType.String, MetadataName);
            if (!metadata.TryAdd(key, json.GetString()!))
                throw new FormatException($"{MetadataName} holds \"{Cut(key)}\" twice");
        }
    }

    static TensorEntry ReadTensor(ref Utf8JsonReader json, string name)
    {
        TensorType? type = null;
        long[]? shape = null,
            offsets = null;
        Expect(ref json, JsonTokenType.StartObject, name);
        while (Advance(ref json) != JsonTokenType.EndObject)
        {
            if (json.ValueTextEquals("dtype"u8) && type is null)
                type = ReadType(ref json, name);
            else if (json.ValueTextEquals("shape"u8) && shape is null)
                shape = ReadNumbers(ref json, name, MaxRank);
            else if (json.ValueTextEquals("data_offsets"u8) && offsets is null)
                offsets = ReadNumbers(ref json, name, most: 2);
            else
                throw new FormatException(
                    $"the tensor \"{name}\" has the field \"{Cut(json.GetString()!)}\" twice, or should not have it"
                );
        }
        if (type is not { } known || shape is null || offsets is not [long start, long end])
            throw new FormatException($"the tensor \"{name}\" lacks one of dtype, shape and two data_offsets");
        if (start > end)
            throw new FormatException($"the tensor \"{name}\" ends at {end}, before its start at {start}");
        long bytes = Bytes(name, known, shape);
        if (bytes != end - start)
            throw new FormatException(
                $"the tensor \"{name}\" has {end - start} bytes; its shape and type make {bytes}"
            );
        return new TensorEntry(name, known, shape, start, end);
    }

    static TensorType ReadType(ref Utf8JsonReader json, string name)
    {
        Expect(ref json, JsonTokenType.String, name);
        string text = json.GetString()!;
        return TensorTypes.TryParse(text, out TensorType type)
            ? type
            : throw new FormatException($"the tensor \"{name}\" has the unknown type \"{Cut(text)}\"");
    }

    static long[] ReadNumbers(ref Utf8JsonReader json, string name, int most)
    {
        Expect(ref json, JsonTokenType.StartArray, name);
        var numbers = new List<long>(capacity: 4);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (
                json.TokenType != JsonTokenType.Number
                || !json.TryGetInt64(out long number)
                || json.ValueSpan[0] == (byte)'-'
            )
                throw new FormatException(
                    $"the tensor \"{name}\" has a size or offset that is no whole number from 0 to 2⁶³−1"
                );
            if (numbers.Count == most)
                throw new FormatException($"the tensor \"{name}\" has more than {most} numbers in a list");
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>The bytes that a shape takes. Sizes that overflow do so even when a 0 stands beside them.</summary>
    public static long Bytes(string name, TensorType type, IReadOnlyList<long> shape)
    {
        bool empty = false;
        long bytes = type.Size();
        foreach (long size in shape)
        {
            if (size == 0)
                empty = true;
            else if (bytes > long.MaxValue / size)
                throw new FormatException($"the tensor \"{name}\" has a shape of more than 2⁶³ bytes");
            else
                bytes *= size;
        }
        return empty ? 0 : bytes;
    }

    /// <summary>The name, if it may be one.</summary>
    public static string CheckName(string name)
    {
        if (name.Length is 0 or > MaxName)
            throw new FormatException($"a tensor's name has {name.Length} characters; 1 to {MaxName} are allowed");
        if (name.Any(char.IsControl))
            throw new FormatException("a tensor's name has a control character");
        if (name.Contains("..", StringComparison.Ordinal))
            throw new FormatException($"the tensor's name \"{name}\" has \"..\" in it");
        return name;
    }

    static List<TensorEntry> InOrder(IEnumerable<TensorEntry> entries, long dataLength)
    {
        List<TensorEntry> sorted =
        [
            .. entries
                .OrderBy(entry => entry.Start)
                .ThenBy(entry => entry.End)
                .ThenBy(entry => entry.Name, StringComparer.Ordinal),
        ];
        long covered = 0;
        foreach (TensorEntry entry in sorted)
        {
            if (entry.Start < covered)
                throw new FormatException(
                    $"the tensor \"{entry.Name}\" overlaps the one before it, at byte {entry.Start} of the data"
                );
            if (entry.Start > covered)
                throw new FormatException($"no tensor has the bytes {covered} to {entry.Start} of the data");
            covered = entry.End;
        }
        return covered == dataLength
            ? sorted
            : throw new FormatException($"the header describes {covered} bytes of data, and {dataLength} follow it");
    }

    static JsonTokenType Advance(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType;
    }

    static void Expect(ref Utf8JsonReader json, JsonTokenType kind, string name)
    {
        json.Read();
        if (json.TokenType != kind)
            throw new FormatException($"\"{name}\" holds a {json.TokenType} where a {kind} is expected");
    }

    static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>
    /// The header's text for tensors in the order of their data, padded with spaces to a multiple of 8 bytes.
    /// </summary>
    /// <param name="metadata">The texts about the file, in the order to write them.</param>
    /// <param name="entries">The tensors.</param>
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> metadata, IEnumerable<TensorEntry> entries)
    {
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            foreach ((string key, string value) in metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
            foreach (TensorEntry entry in entries)
                Write(json, entry);
            json.WriteEndObject();
        }
        while (stream.Length % 8 != 0)
            stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    static void Write(Utf8JsonWriter json, TensorEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type.FileName());
        json.WriteStartArray("shape");
        foreach (long size in entry.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Start);
        json.WriteNumberValue(entry.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
