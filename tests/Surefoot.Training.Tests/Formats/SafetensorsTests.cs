using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Surefoot.Training.Formats;
using static Surefoot.Fuzz.Files.RawSafetensors;

namespace Surefoot.Training.Tests.Formats;

public sealed class SafetensorsTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static TensorToWrite Floats(string name, float[] values, params long[] shape) =>
        new(name, TensorType.F32, shape, () => MemoryMarshal.AsBytes(values.AsSpan()));

    static TensorToWrite Bytes(string name, TensorType type, byte[] bytes, params long[] shape) =>
        new(name, type, shape, () => bytes);

    string Sample()
    {
        string path = scratch["sample.safetensors"];
        SafetensorsWriter.Write(
            path,
            [
                Floats("dense1.weight", [1, 2, 3, 4, 5, 6], 2, 3),
                Floats("dense1.bias", [-1, float.NaN], 2),
                Bytes("note", TensorType.U8, [7, 8, 9], 3),
            ],
            new Dictionary<string, string>
            {
                ["surefoot.format"] = "1",
                ["about"] = "\"quoted\", ümlaut, 数, {\"json\":true}\n",
            }
        );
        return path;
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        using SafetensorsReader reader = SafetensorsReader.Open(Sample());
        Assert.Equal("\"quoted\", ümlaut, 数, {\"json\":true}\n", reader.Metadata["about"]);
        Assert.Equal(["dense1.bias", "dense1.weight", "note"], reader.Tensors.Select(tensor => tensor.Name));
        TensorEntry weight = reader.Find("dense1.weight")!;
        Assert.Equal([2, 3], weight.Shape);
        var values = new float[6];
        reader.Read(weight, MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Equal([1, 2, 3, 4, 5, 6], values);
        Assert.Null(reader.Find("dense2.weight"));
        Assert.Throws<ArgumentException>(() => reader.Read(weight, new byte[23]));
    }

    [Fact]
    public void The_data_start_aligned_and_the_same_content_gives_the_same_bytes()
    {
        byte[] first = System.IO.File.ReadAllBytes(Sample());
        Assert.Equal(0, (8 + BitConverter.ToInt64(first)) % 8);
        string path = scratch["again.safetensors"];
        SafetensorsWriter.Write(
            path,
            [
                Bytes("note", TensorType.U8, [7, 8, 9], 3),
                Floats("dense1.bias", [-1, float.NaN], 2),
                Floats("dense1.weight", [1, 2, 3, 4, 5, 6], 2, 3),
            ],
            new Dictionary<string, string>
            {
                ["about"] = "\"quoted\", ümlaut, 数, {\"json\":true}\n",
                ["surefoot.format"] = "1",
            }
        );
        Assert.Equal(first, System.IO.File.ReadAllBytes(path));
    }

    [Fact]
    public void A_flip_in_any_byte_and_every_truncation_of_our_file_is_refused()
    {
        byte[] whole = System.IO.File.ReadAllBytes(Sample());
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)(1 << (i % 8));
            Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(scratch.Write("damaged", damaged)));
            Assert.Throws<ModelFileException>(() =>
                SafetensorsReader.Open(scratch.Write("damaged", whole.AsSpan(0, i)))
            );
        }
        Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(scratch.Write("damaged", [.. whole, 0])));
    }

    [Fact]
    public void Files_of_other_programs_load_without_a_hash()
    {
        const string Header =
            """{"b":{"shape":[2,0],"data_offsets":[4,4],"dtype":"I64"}, """
            + "\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]},\"s\":{\"dtype\":\"F32\","
            + "\"shape\":[],\"data_offsets\":[4,8]},\"__metadata__\":{\"format\":\"pt\"}} "
            + """  """;
        using SafetensorsReader reader = SafetensorsReader.Open(scratch.Write("foreign", File(Header, 8)));
        Assert.Equal(["a", "b", "s"], reader.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(0, reader.Find("b")!.Bytes);
        Assert.Empty(reader.Find("s")!.Shape);
        Assert.Equal("pt", reader.Metadata["format"]);
        using SafetensorsReader empty = SafetensorsReader.Open(scratch.Write("empty", File("{}", 0)));
        Assert.Empty(empty.Tensors);
        Assert.Empty(empty.Metadata);
    }

    [Fact]
    public void A_link_to_a_file_is_followed()
    {
        System.IO.File.CreateSymbolicLink(scratch["link"], Sample());
        using SafetensorsReader reader = SafetensorsReader.Open(scratch["link"]);
        Assert.Equal(3, reader.Tensors.Count);
    }

    [Fact]
    public void What_could_not_be_read_back_is_not_written()
    {
        var nothing = new Dictionary<string, string>();
        string path = scratch["refused"];
        void Refused(string part, params TensorToWrite[] tensors) =>
            Assert.Contains(
                part,
                Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(path, tensors, nothing)).Message
            );
        Refused("there twice", Floats("a", [1], 1), Floats("a", [1], 1));
        Refused("make 8", Floats("a", [1], 2));
        Refused("\"..\"", Floats("..", [1], 1));
        Refused("__metadata__", Floats("__metadata__", [1], 1));
        Assert.Contains(
            "tensor of bytes",
            Assert
                .Throws<ArgumentException>(() =>
                    SafetensorsWriter.Write(path, [], new Dictionary<string, string> { ["a"] = new('x', 2 << 20) })
                )
                .Message
        );
        Assert.Throws<ArgumentException>(() =>
            SafetensorsWriter.Write(path, [], new Dictionary<string, string> { ["surefoot.sha256"] = "" })
        );
        Assert.Contains(
            "not Unicode",
            Assert
                .Throws<ArgumentException>(() =>
                    SafetensorsWriter.Write(path, [], new Dictionary<string, string> { ["a"] = "\ud800" })
                )
                .Message
        );
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }

    [Property(MaxTest = 100)]
    public Property Any_tensors_and_texts_come_back_as_they_were() =>
        Prop.ForAll(
            Contents.ToArbitrary(),
            content =>
            {
                string path = scratch["any"];
                SafetensorsWriter.Write(
                    path,
                    content.Tensors.Select(t => Bytes(t.Name, t.Type, t.Bytes, t.Shape)),
                    content.Texts
                );
                using SafetensorsReader reader = SafetensorsReader.Open(path);
                Assert.Equal(content.Tensors.Length, reader.Tensors.Count);
                foreach (var tensor in content.Tensors)
                {
                    TensorEntry entry = reader.Find(tensor.Name)!;
                    var bytes = new byte[entry.Bytes];
                    reader.Read(entry, bytes);
                    Assert.Equal(tensor.Bytes, bytes);
                    Assert.Equal(tensor.Shape, entry.Shape);
                    Assert.Equal(tensor.Type, entry.Type);
                }
                foreach (var (key, text) in content.Texts)
                    Assert.Equal(text, reader.Metadata[key]);
            }
        );

    /// <summary>
    /// A file of any bytes, and one of ours with any few bytes changed, is read or refused, and nothing else happens.
    /// </summary>
    [Property(MaxTest = 300)]
    public Property Damage_never_does_anything_but_the_one_error() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(byte[] Noise, NonNegativeInt At, byte[] Patch)>(),
            damage =>
            {
                byte[] bytes = File(RawSafetensors.Tensor("a", "[1]", "[0,4]"), 4);
                damage
                    .Patch.AsSpan(0, Math.Min(damage.Patch.Length, 3))
                    .CopyTo(bytes.AsSpan(damage.At.Get % (bytes.Length - 3)));
                foreach (byte[] file in (byte[][])[bytes, damage.Noise])
                {
                    try
                    {
                        SafetensorsReader.Open(scratch.Write("damaged", file)).Dispose();
                    }
                    catch (ModelFileException e)
                    {
                        Assert.Contains("damaged", e.Message);
                    }
                }
            }
        );

    static Gen<(
        (string Name, TensorType Type, long[] Shape, byte[] Bytes)[] Tensors,
        Dictionary<string, string> Texts
    )> Contents
    {
        get
        {
            var tensor =
                from type in Gen.Elements(Enum.GetValues<TensorType>())
                from shape in Gen.Choose(0, 4).Select(size => (long)size).ArrayOf().Resize(3)
                from seed in Gen.Choose(0, int.MaxValue)
                select (type, shape, Random(seed, (int)SafetensorsHeader.Bytes("", type, shape)));
            var text =
                from key in Gen.Elements("a", "format", "größe", "surefoot.format")
                from runes in Gen.Choose(1, 0x10FFFF).Where(System.Text.Rune.IsValid).ArrayOf()
                select (key, string.Concat(runes.Select(char.ConvertFromUtf32)));
            return from tensors in tensor.ArrayOf()
                from texts in text.ArrayOf().Resize(4)
                select (
                    tensors.Select((t, i) => ($"tensor{i}", t.type, t.shape, t.Item3)).ToArray(),
                    texts.DistinctBy(t => t.key).ToDictionary(t => t.key, t => t.Item2)
                );
        }
    }

    static byte[] Random(int seed, int length)
    {
        var random = new Surefoot.Randomness.RandomStream((ulong)seed, 0);
        return [.. Enumerable.Range(0, length).Select(i => (byte)random.Bits((ulong)i))];
    }
}
