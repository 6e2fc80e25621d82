using Surefoot.Randomness;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Transforms;

/// <summary>
/// Mirrors every other image, left to right, at random: for things that look alike both ways, not for letters or
/// digits.
/// </summary>
public sealed record Flip : Transform
{
    /// <inheritdoc/>
    public override void Check(Shape shape) => NeedImages(shape, "Flip");

    /// <inheritdoc/>
    public override void Apply(Span<float> values, Shape shape, RandomStream random, int row)
    {
        if (random.Below((ulong)row, 2) == 0)
            return;
        int width = shape[2];
        for (int start = 0; start < values.Length; start += width)
            values.Slice(start, width).Reverse();
    }

    /// <summary>As the command names it.</summary>
    public override string ToString() => "flip";
}
