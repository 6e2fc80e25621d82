namespace Surefoot.Training.Data.Images;

/// <summary>
/// Undoes the filters of PNG, which store each byte as its difference from the ones to the left and above.
/// </summary>
static class PngFilter
{
    /// <summary>
    /// Turns stored lines into samples, in place; each line keeps the number of its filter before it.
    /// </summary>
    /// <exception cref="DataException">A filter is unknown.</exception>
    internal static void Undo(byte[] lines, PngHeader header, string name)
    {
        int width = header.LineBytes,
            step = Math.Max(1, header.Samples * header.Depth / 8);
        ReadOnlySpan<byte> above = new byte[width];
        for (int y = 0; y < header.Height; y++)
        {
            byte filter = lines[y * (width + 1)];
            var line = lines.AsSpan((y * (width + 1)) + 1, width);
            if (filter > 4)
                throw new DataException(
                    $"{name}, line {y}: the filter {filter} is not one of 0 to 4. It is damaged; fetch it again."
                );
            for (int x = 0; filter != 0 && x < width; x++)
            {
                int left = x < step ? 0 : line[x - step],
                    corner = x < step ? 0 : above[x - step];
                line[x] += (byte)(
                    filter switch
                    {
                        1 => left,
                        2 => above[x],
                        3 => (left + above[x]) / 2,
                        _ => Paeth(left, above[x], corner),
                    }
                );
            }
            above = line;
        }
    }

    // Whichever of the three lies nearest to left + above − corner; of equals the first.
    static int Paeth(int left, int above, int corner)
    {
        int guess = left + above - corner,
            toLeft = Math.Abs(guess - left),
            toAbove = Math.Abs(guess - above),
            toCorner = Math.Abs(guess - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left
            : toAbove <= toCorner ? above
            : corner;
    }
}
