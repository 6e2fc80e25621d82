namespace Surefoot.Training.Data.Images;

/// <summary>Turns the samples of a PNG image, of 1 to 16 bits, into planes of bytes.</summary>
static class PngSamples
{
    /// <summary>Red, green, blue and alpha, a plane of Height × Width bytes each.</summary>
    /// <exception cref="DataException">A pixel is beyond the palette.</exception>
    internal static byte[] Planes(PngHeader header, PngChunks chunks, byte[] lines, string name)
    {
        int plane = header.Width * header.Height,
            most = (1 << header.Depth) - 1;
        var planes = new byte[4 * plane];
        byte[] clear = chunks.Transparency;
        if (header.Depth == 8 && header.Colour != 3 && clear.Length == 0)
        {
            Copy(header, lines, planes);
            return planes;
        }
        Span<int> pixel = stackalloc int[4];
        for (int at = 0; at < plane; at++)
        {
            int y = at / header.Width,
                first = (at % header.Width) * header.Samples;
            var line = lines.AsSpan((y * (header.LineBytes + 1)) + 1, header.LineBytes);
            for (int i = 0; i < header.Samples; i++)
                pixel[i] = Sample(line, first + i, header.Depth);
            byte red,
                green,
                blue,
                alpha = byte.MaxValue;
            if (header.Colour == 3)
            {
                int index = pixel[0];
                if (index * 3 >= chunks.Palette.Length)
                    throw new DataException(
                        $"{name}, line {y}: the colour {index} is beyond the palette of "
                            + $"{chunks.Palette.Length / 3}. It is damaged; fetch it again."
                    );
                (red, green, blue) = (
                    chunks.Palette[index * 3],
                    chunks.Palette[(index * 3) + 1],
                    chunks.Palette[(index * 3) + 2]
                );
                if (index < clear.Length)
                    alpha = clear[index];
            }
            else
            {
                bool grey = header.Colour is 0 or 4;
                (red, green, blue) = (
                    Byte(pixel[0], most),
                    Byte(pixel[grey ? 0 : 1], most),
                    Byte(pixel[grey ? 0 : 2], most)
                );
                if (header.Colour is 4 or 6)
                    alpha = Byte(pixel[header.Samples - 1], most);
                else if (IsKey(pixel[..header.Samples], clear))
                    alpha = 0;
            }
            (planes[at], planes[at + plane], planes[at + (2 * plane)], planes[at + (3 * plane)]) = (
                red,
                green,
                blue,
                alpha
            );
        }
        return planes;
    }

    // What most images are: samples that are the bytes already.
    static void Copy(PngHeader header, byte[] lines, byte[] planes)
    {
        int plane = header.Width * header.Height,
            samples = header.Samples;
        bool grey = header.Colour is 0 or 4,
            alpha = header.Colour is 4 or 6;
        if (!alpha)
            planes.AsSpan(3 * plane).Fill(byte.MaxValue);
        for (int y = 0; y < header.Height; y++)
        {
            var line = lines.AsSpan((y * (header.LineBytes + 1)) + 1, header.LineBytes);
            for (int to = 0; to < (alpha ? 4 : 3); to++)
            {
                var target = planes.AsSpan((to * plane) + (y * header.Width), header.Width);
                for (
                    int x = 0,
                        from = to == 3 ? samples - 1
                        : grey ? 0
                        : to;
                    x < target.Length;
                    x++, from += samples
                )
                    target[x] = line[from];
            }
        }
    }

    static int Sample(ReadOnlySpan<byte> line, int index, int depth) =>
        depth switch
        {
            8 => line[index],
            16 => (line[2 * index] << 8) | line[(2 * index) + 1],
            _ => (line[index * depth / 8] >> (8 - depth - (index * depth % 8))) & ((1 << depth) - 1),
        };

    // The nearest of 256 shades.
    static byte Byte(int sample, int most) => (byte)(((sample * 255L) + (most / 2)) / most);

    // Images without alpha may name one colour, at two bytes a sample, that is transparent.
    static bool IsKey(ReadOnlySpan<int> pixel, byte[] key)
    {
        if (key.Length != 2 * pixel.Length)
            return false;
        for (int i = 0; i < pixel.Length; i++)
        {
            if (pixel[i] != ((key[2 * i] << 8) | key[(2 * i) + 1]))
                return false;
        }
        return true;
    }
}
