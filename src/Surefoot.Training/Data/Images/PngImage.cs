using System.IO.Compression;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// One PNG image (W3C Portable Network Graphics, third edition) as planes of bytes. Read here and not by a library,
/// since those at hand unpack without a bound or read beyond arrays on damaged files; only interlacing is left out.
/// </summary>
/// <param name="Header">The header.</param>
/// <param name="HasColour">Whether it has colours besides grey by the way it is stored.</param>
/// <param name="HasAlpha">Whether it stores transparency.</param>
/// <param name="Pixels">
/// Four planes of Height × Width bytes: red, green, blue, and alpha, of which 255 is opaque.
/// </param>
sealed record PngImage(PngHeader Header, bool HasColour, bool HasAlpha, byte[] Pixels)
{
    /// <summary>Whether no pixel is transparent.</summary>
    internal bool Opaque =>
        !HasAlpha || Pixels.AsSpan(3 * Header.Width * Header.Height).IndexOfAnyExcept(byte.MaxValue) < 0;

    /// <summary>Decodes a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="DataException">It is no PNG image, is damaged, or is interlaced.</exception>
    internal static PngImage Decode(byte[] file, string name)
    {
        var header = PngHeader.Read(file, name);
        var chunks = PngChunks.Read(file, name);
        if (header.Colour == 3 && (chunks.Palette.Length is 0 or > 768 || chunks.Palette.Length % 3 != 0))
            throw new DataException(
                $"{name} has a palette of {NoteText.Count(chunks.Palette.Length, "byte")}; three a colour for "
                    + "1 to 256 colours are expected. Fetch it again."
            );
        byte[] lines = Unpacked(header, chunks.Packed, name);
        PngFilter.Undo(lines, header, name);
        bool greyPalette =
            header.Colour == 3
            && chunks.Palette.Chunk(3).All(colour => colour[0] == colour[1] && colour[1] == colour[2]);
        return new(
            header,
            header.Colour is 2 or 6 || (header.Colour == 3 && !greyPalette),
            header.Colour is 4 or 6 || chunks.Transparency.Length > 0,
            PngSamples.Planes(header, chunks, lines, name)
        );
    }

    // Exactly as many bytes as the header declares are unpacked, so a file that would swell cannot.
    static byte[] Unpacked(PngHeader header, byte[] packed, string name)
    {
        // Deflate cannot shrink anything more than 1,032 times.
        long length = header.StoredBytes;
        if (length > (packed.Length + 1L) * 1032)
            throw new DataException(
                $"{name} declares {header.Width}×{header.Height} pixels and holds "
                    + $"{NoteText.Count(packed.Length, "compressed byte")}, too few for that. Fetch it again."
            );
        var lines = new byte[length];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            int read = stream.ReadAtLeast(lines, lines.Length, throwOnEndOfStream: false);
            if (read < lines.Length)
                throw new DataException(
                    $"{name} declares {header.Width}×{header.Height} pixels and ends within line "
                        + $"{read / (header.LineBytes + 1)}. It is cut short; fetch it again."
                );
            if (stream.ReadByte() >= 0)
                throw new DataException(
                    $"{name} declares {header.Width}×{header.Height} pixels and holds more. Fetch it again."
                );
        }
        // What zlib refuses otherwise, such as a stream that asks for a dictionary, comes as an IOException.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DataException($"{name} cannot be unpacked: its pixels are damaged. Fetch it again.", e);
        }
        return lines;
    }
}
