using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Surefoot.Training.Data.Images;

namespace Surefoot.Fuzz.Files;

/// <summary>Makes PNG files for tests, sound and broken.</summary>
static class PngBytes
{
    /// <summary>A file of samples as they are stored, line after line; the filters 0 to 4 take turns.</summary>
    internal static byte[] File(
        int width,
        int height,
        int depth,
        int colour,
        byte[] lines,
        byte[]? palette = null,
        byte[]? transparency = null,
        byte interlaced = 0
    )
    {
        int samples = colour switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        int lineBytes = ((width * samples * depth) + 7) / 8,
            step = Math.Max(1, samples * depth / 8);
        var filtered = new MemoryStream();
        for (int y = 0; y < height; y++)
        {
            int filter = y % 5;
            filtered.WriteByte((byte)filter);
            for (int x = 0; x < lineBytes; x++)
            {
                int At(int line, int column) => line < 0 || column < 0 ? 0 : lines[(line * lineBytes) + column];
                int left = At(y, x - step),
                    above = At(y - 1, x),
                    corner = At(y - 1, x - step);
                filtered.WriteByte(
                    (byte)(
                        lines[(y * lineBytes) + x]
                        - (
                            filter switch
                            {
                                0 => 0,
                                1 => left,
                                2 => above,
                                3 => (left + above) / 2,
                                _ => Nearest(left, above, corner),
                            }
                        )
                    )
                );
            }
        }
        return Packed(width, height, depth, colour, filtered.ToArray(), palette, transparency, interlaced);
    }

    internal static byte[] Packed(
        int width,
        int height,
        int depth,
        int colour,
        byte[] filtered,
        byte[]? palette = null,
        byte[]? transparency = null,
        byte interlaced = 0
    )
    {
        var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal))
            zlib.Write(filtered);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colour, interlaced);
        return
        [
            .. PngHeader.Signature,
            .. Chunk("IHDR", header),
            .. palette is null ? [] : Chunk("PLTE", palette),
            .. transparency is null ? [] : Chunk("tRNS", transparency),
            .. Chunk("tEXt", "Title\0x"u8.ToArray()),
            .. Chunk("IDAT", memory.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>A grey image of 8 bits.</summary>
    internal static byte[] Grey(int width, int height, params byte[] pixels) => File(width, height, 8, 0, pixels);

    internal static byte[] Chunk(string kind, byte[] body)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(kind), .. body, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(
            chunk.AsSpan(body.Length + 8),
            PngChunks.Checksum(chunk.AsSpan(4, body.Length + 4))
        );
        return chunk;
    }

    static int Nearest(int left, int above, int corner)
    {
        int guess = left + above - corner;
        return new[] { left, above, corner }.MinBy(value => Math.Abs(guess - value));
    }
}
