using System.Buffers.Binary;
using System.Text;

namespace Surefoot.Fuzz.Files;

/// <summary>Puts files together by hand, so that they can be wrong in every way.</summary>
static class RawSafetensors
{
    public static byte[] File(string header, int dataLength) =>
        File((ulong)Encoding.UTF8.GetByteCount(header), Encoding.UTF8.GetBytes(header), dataLength);

    public static byte[] File(ulong claimedLength, byte[] header, int dataLength)
    {
        var bytes = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimedLength);
        header.CopyTo(bytes, 8);
        return bytes;
    }

    public static string Tensor(string name, string shape, string offsets, string type = "F32") =>
        $$$"""{"{{{name}}}":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";
}
