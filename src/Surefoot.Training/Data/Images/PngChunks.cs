using System.Buffers.Binary;
using System.Text;

namespace Surefoot.Training.Data.Images;

/// <summary>The chunks of a PNG file that matter for its pixels, each with its checksum verified.</summary>
/// <param name="Palette">Three bytes a colour; empty where there is none.</param>
/// <param name="Transparency">What tRNS holds; empty where there is none.</param>
/// <param name="Packed">The compressed pixels.</param>
sealed record PngChunks(byte[] Palette, byte[] Transparency, byte[] Packed)
{
    static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>Reads the chunks up to the last.</summary>
    /// <exception cref="DataException">A chunk is damaged, missing, or needed and unknown.</exception>
    internal static PngChunks Read(ReadOnlySpan<byte> file, string name)
    {
        byte[] palette = [],
            transparency = [];
        var packed = new MemoryStream();
        int at = PngHeader.Signature.Length;
        while (true)
        {
            if (file.Length - at < 12)
                throw new DataException($"{name}, byte {at}: the image has no end. It is cut short; fetch it again.");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > (uint)(file.Length - at - 12))
                throw new DataException(
                    $"{name}, byte {at}: a chunk of {NoteText.Count(length, "byte")} is declared, beyond the "
                        + "end of the file. It is cut short; fetch it again."
                );
            var kind = file.Slice(at + 4, 4);
            var body = file.Slice(at + 8, (int)length);
            if (
                Checksum(file.Slice(at + 4, (int)length + 4))
                != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..])
            )
                throw new DataException(
                    $"{name}, byte {at}: the chunk's checksum does not fit. It is damaged; fetch it again."
                );
            if (kind.SequenceEqual("IDAT"u8))
                packed.Write(body);
            else if (kind.SequenceEqual("PLTE"u8))
                palette = body.ToArray();
            else if (kind.SequenceEqual("tRNS"u8))
                transparency = body.ToArray();
            else if (kind.SequenceEqual("IEND"u8))
                break;
            // A capital first letter says that the image cannot be understood without the chunk.
            else if ((kind[0] & 0x20) == 0 && !kind.SequenceEqual("IHDR"u8))
                throw new DataException(
                    $"{name}, byte {at}: the chunk {NoteText.Shown(Encoding.Latin1.GetString(kind))} is not "
                        + "known. Save the image as plain PNG."
                );
            at += 12 + (int)length;
        }
        if (packed.Length == 0)
            throw new DataException($"{name} holds no pixels. Fetch it again.");
        return new(palette, transparency, packed.ToArray());
    }

    /// <summary>
    /// Whether a file names transparent colours, as far as its chunks can be followed; nothing is verified.
    /// </summary>
    internal static bool HasTransparency(ReadOnlySpan<byte> file)
    {
        for (int at = PngHeader.Signature.Length; file.Length - at >= 12; )
        {
            if (file.Slice(at + 4, 4).SequenceEqual("tRNS"u8))
                return true;
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > (uint)(file.Length - at - 12))
                break;
            at += 12 + (int)length;
        }
        return false;
    }

    /// <summary>CRC-32 as ISO 3309 lays it down, polynomial 0xEDB88320.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte next in bytes)
            sum = Remainders[(byte)(sum ^ next)] ^ (sum >> 8);
        return ~sum;
    }

    static uint Remainder(int index)
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        return value;
    }
}
