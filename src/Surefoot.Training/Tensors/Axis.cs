namespace Surefoot.Training.Tensors;

/// <summary>
/// How far each index of an operand's axis lies from its start: evenly spaced, or a grid of up to three levels. A grid
/// is how a convolution reads its patches straight from the image, without writing them out first.
/// </summary>
internal readonly struct Axis
{
    readonly int inner,
        middle;
    readonly nint innerStride,
        middleStride,
        outerStride;

    Axis(int inner, nint innerStride, int middle, nint middleStride, nint outerStride)
    {
        (this.inner, this.innerStride, this.middle, this.middleStride, this.outerStride) = (
            inner,
            innerStride,
            middle,
            middleStride,
            outerStride
        );
    }

    /// <summary>Evenly spaced: index i lies at i·<paramref name="stride"/>.</summary>
    public static Axis Strided(nint stride) => new(int.MaxValue, stride, 1, 0, 0);

    /// <summary>Rows of <paramref name="inner"/> indices each, <paramref name="middle"/> rows a block.</summary>
    public static Axis Grid(int inner, nint innerStride, int middle, nint middleStride, nint outerStride = 0) =>
        new(inner, innerStride, middle, middleStride, outerStride);

    /// <summary>The offsets of <paramref name="count"/> indices from <paramref name="first"/> on.</summary>
    public unsafe void Fill(nint* offsets, int first, int count)
    {
        if (inner == int.MaxValue)
        {
            for (int n = 0; n < count; n++)
                offsets[n] = (first + n) * innerStride;
            return;
        }
        int row = first / inner,
            i = first - (row * inner),
            block = row / middle,
            r = row - (block * middle);
        nint start = (block * outerStride) + (r * middleStride);
        for (int n = 0; n < count; n++)
        {
            offsets[n] = start + (i * innerStride);
            if (++i < inner)
                continue;
            i = 0;
            if (++r == middle)
                (r, block) = (0, block + 1);
            start = (block * outerStride) + (r * middleStride);
        }
    }
}
