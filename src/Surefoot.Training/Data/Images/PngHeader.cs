using System.Buffers.Binary;

namespace Surefoot.Training.Data.Images;

/// <summary>The first chunk of a PNG file: the size of the image and how its pixels are stored.</summary>
/// <param name="Width">Pixels a line.</param>
/// <param name="Height">Lines.</param>
/// <param name="Depth">Bits a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Colour">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.</param>
sealed record PngHeader(int Width, int Height, int Depth, int Colour)
{
    internal const int Length = 33;

    // Sizes beyond this are no images to learn from; it keeps the bytes of a line, and those of the planes, within an
    // int.
    const int LargestSide = 1 << 14;

    /// <summary>What every PNG file begins with.</summary>
    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>How many samples a pixel is stored as.</summary>
    internal int Samples =>
        Colour switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };

    /// <summary>How many bytes a line is stored as, without the number of its filter before it.</summary>
    internal int LineBytes => ((Width * Samples * Depth) + 7) / 8;

    /// <summary>How many bytes all lines are stored as, each with the number of its filter before it.</summary>
    internal long StoredBytes => (long)Height * (LineBytes + 1);

    /// <summary>Reads the header.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="DataException">It is no PNG file, or of a kind that is not read.</exception>
    internal static PngHeader Read(ReadOnlySpan<byte> file, string name)
    {
        if (file.IsEmpty)
            throw new DataException($"{name} is empty; a PNG image is expected.");
        if (!file.StartsWith(Signature))
            throw new DataException(
                $"{name} begins with 0x{Convert.ToHexString(file[..Math.Min(file.Length, 8)])}; a PNG image "
                    + $"begins with 0x{Convert.ToHexString(Signature)}. Convert it to PNG."
            );
        if (file.Length < Length)
            throw new DataException($"{name} ends within its header. It is cut short; fetch it again.");
        if (file[12..].StartsWith("CgBI"u8))
            throw new DataException(
                $"{name} is an image as Xcode packs it for an iPhone (CgBI), which is no PNG. Convert it back "
                    + "with pngcrush -revert-iphone-optimizations, or take the image that it was made of."
            );
        if (!file[8..].StartsWith("\0\0\0\u000DIHDR"u8))
            throw new DataException(
                $"{name}, byte 8: a PNG image has its header there, and this has none. Fetch it again."
            );
        uint width = BinaryPrimitives.ReadUInt32BigEndian(file[16..]),
            height = BinaryPrimitives.ReadUInt32BigEndian(file[20..]);
        var (depth, colour, interlaced) = (file[24], file[25], file[28]);
        if (width is 0 or > LargestSide || height is 0 or > LargestSide)
            throw new DataException(
                $"{name}, byte 16: {width}×{height} pixels are declared; a side lies between 1 and "
                    + $"{NoteText.Count(LargestSide)}. Scale it down, or fetch it again."
            );
        bool known = (colour, depth) is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
        if (!known || file[26] != 0 || file[27] != 0 || interlaced > 1)
            throw new DataException(
                $"{name}, byte 24: {depth} bits of colour type {colour}, packing {file[26]}, filter "
                    + $"{file[27]} and interlacing {interlaced} are not of the PNG standard. Fetch it again."
            );
        if (interlaced == 1)
            throw new DataException($"{name} is interlaced, which is not read. Save it without interlacing.");
        var header = new PngHeader((int)width, (int)height, depth, colour);
        if (header.StoredBytes > Array.MaxLength)
            throw new DataException(
                $"{name}, byte 16: {width}×{height} pixels of {header.Samples} samples of {depth} bits take "
                    + $"{NoteText.Count(header.StoredBytes, "byte")} unpacked; at most "
                    + $"{NoteText.Count(Array.MaxLength)} are read. Scale it down, or save it with 8 bits."
            );
        return header;
    }
}
