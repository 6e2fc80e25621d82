using System.Buffers.Binary;
using System.IO.Compression;

namespace Surefoot.Fuzz.Files;

/// <summary>Makes IDX files for tests, sound and broken.</summary>
static class IdxBytes
{
    internal static byte[] File(uint magic, int[] sizes, byte[] body)
    {
        var bytes = new byte[4 + (4 * sizes.Length) + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, magic);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), sizes[i]);
        body.CopyTo(bytes, 4 + (4 * sizes.Length));
        return bytes;
    }

    internal static byte[] Images(int count, int height, int width) =>
        File(
            0x0803,
            [count, height, width],
            [.. Enumerable.Range(0, count * height * width).Select(i => (byte)((i * 37) + (i / 11)))]
        );

    internal static byte[] Labels(int count, int classes) =>
        File(0x0801, [count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % classes))]);

    internal static byte[] Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
