using System.Runtime.InteropServices;
using Surefoot.Training.Formats;
using static Surefoot.Training.Tests.Formats.RawSafetensors;

namespace Surefoot.Training.Tests.Formats;

/// <summary>Files made to mislead the reader. Each must end in the one typed error, and before much memory was taken.</summary>
public sealed partial class SafetensorsAttacks : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static readonly Dictionary<string, (byte[] Bytes, string Message)> Attacks = MakeAttacks();

    public static TheoryData<string> Names => new(Attacks.Keys);

    static Dictionary<string, (byte[] Bytes, string Message)> MakeAttacks()
    {
        var data = new Dictionary<string, (byte[] Bytes, string Message)>();
        void AddFile(string what, byte[] bytes, string message) => data.Add(what, (bytes, message));
        void Add(string what, string header, int dataLength, string message) => AddFile(what, File(header, dataLength), message);

        AddFile("shorter than its length field", [1, 2, 3], "3 bytes");
        AddFile("header longer than the file", File(100, "{}"u8.ToArray(), 0), "100 bytes");
        AddFile("header length of 2^64-1", File(ulong.MaxValue, "{}"u8.ToArray(), 0), "18446744073709551615");
        AddFile("header length of 2^63", File(1UL << 63, "{}"u8.ToArray(), 0), "9223372036854775808");
        AddFile("header of 3 MB", File("{}" + new string(' ', 3_000_000), 0), "at most 2097152");
        AddFile("no header", File(0, [], 0), "begin with {");
        AddFile("not UTF-8", File(4, [(byte)'{', (byte)'"', 0xC3, 0x28], 0), "not UTF-8");
        Add("a list", "[]", 0, "begin with {");
        Add("leading spaces", "  {}", 0, "begin with {");
        Add("cut short", "{\"a\":", 0, "not valid JSON");
        Add("two objects", "{}{}", 0, "JSON");
        Add("a comment", "{/* */}", 0, "JSON");
        Add("a comma too many", "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},}", 4, "JSON");
        Add("nested deeply", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), 0, "field");
        Add("nested lists", "{\"a\":{\"shape\":" + new string('[', 100_000), 0, "whole number");
        Add("the same name twice", Twice("a", "a"), 8, "there twice");
        Add("the same name twice, once escaped", Twice("a", "\\u0061"), 8, "there twice");
        Add("half a surrogate pair", Tensor("\\ud800", "[1]", "[0,4]"), 4, "not Unicode");
        Add("no type", "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "lacks");
        Add("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4, "lacks");
        Add("no offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "lacks");
        Add("one offset", Tensor("a", "[1]", "[4]"), 4, "lacks");
        Add("three offsets", Tensor("a", "[1]", "[0,4,8]"), 4, "more than 2");
        Add("a field twice", "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "twice");
        Add("a field too many", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}", 4, "more");
        Add("a number for a tensor", "{\"a\":1}", 0, "Number");
        Add("a number for a type", "{\"a\":{\"dtype\":1,\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "Number");
        Add("an unknown type", Tensor("a", "[1]", "[0,4]", "F31"), 4, "unknown type \"F31\"");
        Add("a type in the wrong case", Tensor("a", "[1]", "[0,4]", "f32"), 4, "unknown type");
        Add("a negative offset", Tensor("a", "[1]", "[-4,0]"), 4, "whole number");
        Add("minus zero", Tensor("a", "[1]", "[-0,4]"), 4, "whole number");
        Add("a fractional offset", Tensor("a", "[1]", "[0,4.0]"), 4, "whole number");
        Add("an offset with an exponent", Tensor("a", "[1]", "[0,4e0]"), 4, "whole number");
        Add("an offset beyond 2^63", Tensor("a", "[1]", "[0,9223372036854775808]"), 4, "whole number");
        Add("an offset as text", Tensor("a", "[1]", "[0,\"4\"]"), 4, "whole number");
        Add("reversed offsets", Tensor("a", "[1]", "[4,0]"), 4, "before its start");
        Add("overlapping", Two("[0,4]", "[2,6]"), 6, "overlaps");
        Add("the same place", Two("[0,4]", "[0,4]"), 4, "overlaps");
        Add("a hole", Two("[0,4]", "[8,12]"), 12, "no tensor has the bytes 4 to 8");
        Add("a hole at the start", Tensor("a", "[1]", "[4,8]"), 8, "no tensor has the bytes 0 to 4");
        Add("past the end", Tensor("a", "[2]", "[0,8]"), 4, "8 bytes of data, and 4 follow");
        Add("not covering the file", Tensor("a", "[1]", "[0,4]"), 5, "4 bytes of data, and 5 follow");
        Add("data without a tensor", "{}", 4, "0 bytes of data, and 4 follow");
        Add("shape and bytes differ", Tensor("a", "[2]", "[0,4]"), 4, "make 8");
        Add("an overflowing shape", Tensor("a", "[4611686018427387904,4]", "[0,0]"), 0, "2⁶³ bytes");
        Add("a shape overflowing to zero", Tensor("a", "[4294967296,4294967296]", "[0,0]"), 0, "2⁶³ bytes");
        Add("a shape overflowing beside a zero", Tensor("a", "[0,4294967296,4294967296]", "[0,0]"), 0, "2⁶³ bytes");
        Add("a huge shape", Tensor("a", "[1000000000000]", "[0,4000000000000]"), 4, "4000000000000 bytes of data");
        Add("a shape of 17 sizes", Tensor("a", "[" + string.Join(',', Enumerable.Repeat(1, 17)) + "]", "[0,4]"), 4, "more than 16");
        Add("a name that climbs", Tensor("../../etc/passwd", "[1]", "[0,4]"), 4, "\"..\"");
        Add("a name with a control character", Tensor("a\\u0007", "[1]", "[0,4]"), 4, "control character");
        Add("a name with a line break", Tensor("a\\n", "[1]", "[0,4]"), 4, "control character");
        Add("an empty name", Tensor("", "[1]", "[0,4]"), 4, "0 characters");
        Add("a name of a megabyte", Tensor(new string('a', 1_000_000), "[1]", "[0,4]"), 4, "1000000 characters");
        Add("metadata that are no object", "{\"__metadata__\":[]}", 0, "StartArray");
        Add("metadata that hold a number", "{\"__metadata__\":{\"a\":1}}", 0, "Number");
        Add("metadata that hold an object", "{\"__metadata__\":{\"a\":{}}}", 0, "StartObject");
        Add("metadata twice", "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "there twice");
        Add("a metadata key twice", "{\"__metadata__\":{\"a\":\"1\",\"\\u0061\":\"2\"}}", 0, "twice");
        Add("metadata of ours without their hash", "{\"__metadata__\":{\"surefoot.format\":\"1\"}}", 0, "surefoot.sha256");
        Add("a hash that is not of this file", $$$"""{"__metadata__":{"surefoot.sha256":"{{{new string('0', 64)}}}"}}""", 0, "SHA-256");
        Add("a hash cut short", """{"__metadata__":{"surefoot.sha256":"00"}}""", 0, "surefoot.sha256");
        return data;
    }

    static string Twice(string first, string second) => Two("[0,4]", "[4,8]").Replace("\"a\"", $"\"{first}\"").Replace("\"b\"", $"\"{second}\"");

    static string Two(string first, string second) => $$$"""
        {"a":{"dtype":"F32","shape":[1],"data_offsets":{{{first}}}},"b":{"dtype":"F32","shape":[1],"data_offsets":{{{second}}}}}
        """;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_misleading_file_is_refused_with_a_message_that_names_it(string what)
    {
        (byte[] bytes, string message) = Attacks[what];
        string path = scratch.Write("attack.safetensors", bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(path).Dispose());

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20, $"{what}: {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
        Assert.Contains(path, error.Message);
        Assert.Contains(message, error.Message);
        Assert.True(error.Message.Length < path.Length + 700, error.Message);
    }

    [Fact]
    public void A_sparse_file_with_a_header_of_100_MB_costs_no_memory()
    {
        string path = scratch["large.safetensors"];
        using (FileStream file = System.IO.File.Create(path))
        {
            file.Write(BitConverter.GetBytes(100_000_000UL));
            file.SetLength(100_000_008);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("100000000 bytes", Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(path)).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void A_missing_file_a_folder_and_an_empty_file_are_named()
    {
        Assert.Contains("does not exist", Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(scratch["none"])).Message);
        Assert.Contains("is a folder", Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(scratch.Path)).Message);
        Assert.Contains("is empty", Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(scratch.Write("empty", []))).Message);
        Assert.Throws<ModelFileException>(() => SafetensorsReader.Open("a\0b"));
    }

    [Fact]
    public void A_pipe_a_device_and_links_to_them_are_refused_without_being_opened()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        string pipe = scratch["pipe"], link = scratch["link"];
        Assert.Equal(0, MakePipe(pipe, 0x180));
        System.IO.File.CreateSymbolicLink(link, pipe);
        foreach (string path in (string[])[pipe, link, "/dev/zero"])
            Assert.Contains("pipe or device", Assert.Throws<ModelFileException>(() => SafetensorsReader.Open(path)).Message);
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MakePipe(string path, uint mode);
}
