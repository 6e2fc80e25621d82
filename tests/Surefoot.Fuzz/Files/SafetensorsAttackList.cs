using static Surefoot.Fuzz.Files.RawSafetensors;

namespace Surefoot.Fuzz.Files;

/// <summary>Safetensors files made to mislead a reader, each with a part of the message that refuses it.</summary>
static class SafetensorsAttackList
{
    /// <summary>All of them, by what is wrong.</summary>
    public static IReadOnlyDictionary<string, (byte[] Bytes, string Message)> All { get; } = MakeAttacks();

    static Dictionary<string, (byte[] Bytes, string Message)> MakeAttacks()
    {
        var data = new Dictionary<string, (byte[] Bytes, string Message)>();
        void AddFile(string what, byte[] bytes, string message) => data.Add(what, (bytes, message));
        void Add(string what, string header, int dataLength, string message) =>
            AddFile(what, File(header, dataLength), message);

        AddFile("shorter than its length field", [1, 2, 3], "3 bytes");
        AddFile("header longer than the file", File(100, "{}"u8.ToArray(), 0), "100 bytes");
        AddFile("header length of 2^64-1", File(ulong.MaxValue, "{}"u8.ToArray(), 0), "18446744073709551615");
        AddFile("header length of 2^63", File(1UL << 63, "{}"u8.ToArray(), 0), "9223372036854775808");
        AddFile("header of 3 MB", File("{}" + new string(' ', 3_000_000), 0), "at most 2097152");
        AddFile("no header", File(0, [], 0), "begin with {");
        AddFile("nothing but a length", File(0, [], 0)[..8], "begin with {");
        AddFile("a byte order mark", File("\uFEFF{}", 0), "begin with {");
        AddFile("a zero byte behind the object", File("{}\0", 0), "JSON");
        AddFile("UTF-16", File(4, [(byte)'{', 0, (byte)'}', 0], 0), "JSON");
        AddFile(
            "a surrogate in UTF-8",
            File(7, [(byte)'{', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"', (byte)'}'], 0),
            "not UTF-8"
        );
        AddFile("not UTF-8", File(4, [(byte)'{', (byte)'"', 0xC3, 0x28], 0), "not UTF-8");
        Add("a list", "[]", 0, "begin with {");
        Add("leading spaces", "  {}", 0, "begin with {");
        Add("cut short", "{\"a\":", 0, "not valid JSON");
        Add("two objects", "{}{}", 0, "JSON");
        Add("a comment", "{/* */}", 0, "JSON");
        Add("a comma too many", "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},}", 4, "JSON");
        Add("nested deeply", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), 0, "field");
        Add(
            "nested metadata",
            "{\"__metadata__\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
            0,
            "StartObject"
        );
        Add("nested lists", "{\"a\":{\"shape\":" + new string('[', 100_000), 0, "whole number");
        Add("the same name twice", Twice("a", "a"), 8, "there twice");
        Add("the same name twice, once escaped", Twice("a", "\\u0061"), 8, "there twice");
        Add("half a surrogate pair", Tensor("\\ud800", "[1]", "[0,4]"), 4, "not Unicode");
        Add("no type", "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "lacks");
        Add("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4, "lacks");
        Add("no offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "lacks");
        Add("one offset", Tensor("a", "[1]", "[4]"), 4, "lacks");
        Add("three offsets", Tensor("a", "[1]", "[0,4,8]"), 4, "more than 2");
        Add(
            "a field twice",
            "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            4,
            "twice"
        );
        Add(
            "a field too many",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}",
            4,
            "more"
        );
        Add("a number for a tensor", "{\"a\":1}", 0, "Number");
        Add("a number for a type", "{\"a\":{\"dtype\":1,\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "Number");
        Add("an unknown type", Tensor("a", "[1]", "[0,4]", "F31"), 4, "unknown type \"F31\"");
        Add("a type in the wrong case", Tensor("a", "[1]", "[0,4]", "f32"), 4, "unknown type");
        Add("a negative offset", Tensor("a", "[1]", "[-4,0]"), 4, "whole number");
        Add("a negative size", Tensor("a", "[-1]", "[0,4]"), 4, "whole number");
        Add("a fractional size", Tensor("a", "[1.5]", "[0,4]"), 4, "whole number");
        Add("a size with a leading zero", Tensor("a", "[01]", "[0,4]"), 4, "JSON");
        Add("minus zero", Tensor("a", "[1]", "[-0,4]"), 4, "whole number");
        Add("a fractional offset", Tensor("a", "[1]", "[0,4.0]"), 4, "whole number");
        Add("an offset with an exponent", Tensor("a", "[1]", "[0,4e0]"), 4, "whole number");
        Add("an offset beyond 2^63", Tensor("a", "[1]", "[0,9223372036854775808]"), 4, "whole number");
        Add("an offset as text", Tensor("a", "[1]", "[0,\"4\"]"), 4, "whole number");
        Add("an offset that is nothing", Tensor("a", "[1]", "[0,null]"), 4, "whole number");
        Add("an infinite offset", Tensor("a", "[1]", "[0,Infinity]"), 4, "JSON");
        Add(
            "an offset of 2^63-1",
            Tensor("a", "[1]", "[9223372036854775803,9223372036854775807]"),
            4,
            "no tensor has the bytes 0 to"
        );
        Add("offsets that are no list", Tensor("a", "[1]", "4"), 4, "StartArray");
        Add("a shape that is no list", Tensor("a", "{}", "[0,4]"), 4, "StartArray");
        Add(
            "a shape twice",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,4]}}",
            4,
            "twice"
        );
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
        Add(
            "a shape of 17 sizes",
            Tensor("a", "[" + string.Join(',', Enumerable.Repeat(1, 17)) + "]", "[0,4]"),
            4,
            "more than 16"
        );
        Add("a name that climbs", Tensor("../../etc/passwd", "[1]", "[0,4]"), 4, "\"..\"");
        Add("a name with a control character", Tensor("a\\u0007", "[1]", "[0,4]"), 4, "control character");
        Add("a name with a line break", Tensor("a\\n", "[1]", "[0,4]"), 4, "control character");
        Add("an empty name", Tensor("", "[1]", "[0,4]"), 4, "0 characters");
        Add("a name with a zero", Tensor("a\\u0000", "[1]", "[0,4]"), 4, "control character");
        Add("a name of 513 characters", Tensor(new string('a', 513), "[1]", "[0,4]"), 4, "513 characters");
        Add("a name that climbs in the middle", Tensor("a/../b", "[1]", "[0,4]"), 4, "\"..\"");
        Add("a name of a megabyte", Tensor(new string('a', 1_000_000), "[1]", "[0,4]"), 4, "1000000 characters");
        Add("metadata that are no object", "{\"__metadata__\":[]}", 0, "StartArray");
        Add("metadata that hold a number", "{\"__metadata__\":{\"a\":1}}", 0, "Number");
        Add("metadata that hold an object", "{\"__metadata__\":{\"a\":{}}}", 0, "StartObject");
        Add("metadata that are nothing", "{\"__metadata__\":null}", 0, "Null");
        Add("metadata that hold nothing", "{\"__metadata__\":{\"a\":null}}", 0, "Null");
        Add("metadata that are not Unicode", "{\"__metadata__\":{\"a\":\"\\udc00\"}}", 0, "not Unicode");
        Add("metadata twice", "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "there twice");
        Add("a metadata key twice", "{\"__metadata__\":{\"a\":\"1\",\"\\u0061\":\"2\"}}", 0, "twice");
        Add(
            "metadata of ours without their hash",
            "{\"__metadata__\":{\"surefoot.format\":\"1\"}}",
            0,
            "surefoot.sha256"
        );
        Add(
            "a hash that is not of this file",
            $$$"""{"__metadata__":{"surefoot.sha256":"{{{new string('0', 64)}}}"}}""",
            0,
            "SHA-256"
        );
        Add("a hash cut short", """{"__metadata__":{"surefoot.sha256":"00"}}""", 0, "surefoot.sha256");
        return data;
    }

    static string Twice(string first, string second) =>
        Two("[0,4]", "[4,8]").Replace("\"a\"", $"\"{first}\"").Replace("\"b\"", $"\"{second}\"");

    static string Two(string first, string second) =>
        $$$"""
            {"a":{"dtype":"F32","shape":[1],"data_offsets":{{{first}}}},
            "b":{"dtype":"F32","shape":[1],"data_offsets":{{{second}}}}}
            """;
}
