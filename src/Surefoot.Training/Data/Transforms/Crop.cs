using System.Globalization;
using Surefoot.Randomness;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Transforms;

/// <summary>
/// Shifts an image by up to some pixels in each direction, and fills the rest with 0: the same as cropping it from one
/// with a border of zeros.
/// </summary>
/// <param name="Pixels">The largest shift, at least 1.</param>
public sealed record Crop(int Pixels) : Transform
{
    /// <summary>The largest shift, at least 1.</summary>
    public int Pixels { get; } =
        Pixels >= 1
            ? Pixels
            : throw new ArgumentOutOfRangeException(nameof(Pixels), Pixels, "The largest shift is at least 1 pixel.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows are no images, or a shift would leave nothing of them.</exception>
    public override void Check(Shape shape)
    {
        NeedImages(shape, "Crop");
        if (Pixels >= shape[1] || Pixels >= shape[2])
            throw new ArgumentException(
                $"A shift of {Pixels} pixels leaves nothing of images of {shape[1]}×{shape[2]}."
            );
    }

    /// <inheritdoc/>
    public override void Apply(Span<float> values, Shape shape, RandomStream random, int row)
    {
        int down = random.Below(2 * (ulong)row, (2 * Pixels) + 1) - Pixels,
            right = random.Below((2 * (ulong)row) + 1, (2 * Pixels) + 1) - Pixels;
        int height = shape[1],
            width = shape[2];
        for (int channel = 0; channel < shape[0]; channel++)
        {
            var plane = values.Slice(channel * height * width, height * width);
            // Downwards from the last line, upwards from the first, so that no line is overwritten before it is read.
            for (int i = 0; i < height; i++)
            {
                int y = down > 0 ? height - 1 - i : i,
                    from = y - down;
                var line = plane.Slice(y * width, width);
                if (from >= 0 && from < height)
                    Shift(plane.Slice(from * width, width), line, right);
                else
                    line.Clear();
            }
        }
    }

    static void Shift(ReadOnlySpan<float> from, Span<float> to, int right)
    {
        int kept = to.Length - Math.Abs(right);
        from.Slice(Math.Max(-right, 0), kept).CopyTo(to[Math.Max(right, 0)..]);
        if (right >= 0)
            to[..right].Clear();
        else
            to[kept..].Clear();
    }

    /// <summary>As the command names it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"crop:{Pixels}");
}
