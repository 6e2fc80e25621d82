using Google.Protobuf;
using static Surefoot.Training.Exchange.Onnx.AttributeProto.Types;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>Makes the attributes of nodes.</summary>
static class OnnxAttributes
{
    public static AttributeProto Of(string name, long value) =>
        new()
        {
            Name = name,
            Type = Kind.Int,
            I = value,
        };

    public static AttributeProto Of(string name, float value) =>
        new()
        {
            Name = name,
            Type = Kind.Float,
            F = value,
        };

    public static AttributeProto Of(string name, string value) =>
        new()
        {
            Name = name,
            Type = Kind.String,
            S = ByteString.CopyFromUtf8(value),
        };

    public static AttributeProto List(string name, params IEnumerable<long> values) =>
        new()
        {
            Name = name,
            Type = Kind.Ints,
            Ints = { values },
        };

    public static AttributeProto List(string name, IEnumerable<string> values) =>
        new()
        {
            Name = name,
            Type = Kind.Strings,
            Strings = { values.Select(ByteString.CopyFromUtf8) },
        };
}
