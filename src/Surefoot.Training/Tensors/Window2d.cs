namespace Surefoot.Training.Tensors;

/// <summary>
/// How a window slides over an image: the sizes that a convolution or a pooling needs, worked out once.
/// </summary>
internal readonly struct Window2d
{
    public Window2d(
        int height,
        int width,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int padding,
        bool ceiling = false
    )
    {
        (Height, Width, KernelHeight, KernelWidth, Stride, Padding) = (
            height,
            width,
            kernelHeight,
            kernelWidth,
            stride,
            padding
        );
        int round = ceiling ? stride - 1 : 0;
        OutHeight = Count(height, kernelHeight, round);
        OutWidth = Count(width, kernelWidth, round);
    }

    public int Height { get; }

    public int Width { get; }

    public int KernelHeight { get; }

    public int KernelWidth { get; }

    public int Stride { get; }

    public int Padding { get; }

    /// <summary>How many windows fit below each other.</summary>
    public int OutHeight { get; }

    /// <summary>How many windows fit beside each other.</summary>
    public int OutWidth { get; }

    /// <summary>Windows in an image.</summary>
    public int Places => OutHeight * OutWidth;

    public int PaddedHeight => Height + (2 * Padding);

    public int PaddedWidth => Width + (2 * Padding);

    /// <summary>Pixels of an image with its padding, which an int need not count.</summary>
    public Int128 PaddedPixels => (Height + (2 * (Int128)Padding)) * (Width + (2 * (Int128)Padding));

    /// <summary>Pixels of the copy that <see cref="ImageCopy.Spread"/> fills, which an int need not count.</summary>
    public Int128 SpreadPixels => ((Int128)Height + KernelHeight - 1) * ((Int128)Width + KernelWidth - 1);

    int Count(int size, int kernel, int round)
    {
        long room = size + (2L * Padding) - kernel;
        if (room < 0)
            return 0;
        long count = ((room + round) / Stride) + 1;
        // One more window for what is left over is left out where it would start beyond the image and its first
        // padding, as in PyTorch.
        return (int)
            Math.Min(round > 0 && (count - 1) * Stride >= (long)size + Padding ? count - 1 : count, int.MaxValue);
    }
}
