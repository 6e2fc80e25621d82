using System.Runtime.CompilerServices;

namespace Surefoot.Training.Tensors;

/// <summary>Copies of one image, [height, width, channels], with room around it or between its pixels.</summary>
internal static unsafe class ImageCopy
{
    /// <summary>The image with a border of zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pad<T>(T* image, int height, int width, int channels, int padding, T* padded)
        where T : unmanaged
    {
        int row = width * channels,
            side = padding * channels,
            paddedRow = row + (2 * side);
        new Span<T>(padded, padding * paddedRow).Clear();
        T* to = padded + (padding * paddedRow);
        for (int y = 0; y < height; y++, to += paddedRow, image += row)
        {
            new Span<T>(to, side).Clear();
            new ReadOnlySpan<T>(image, row).CopyTo(new Span<T>(to + side, row));
            new Span<T>(to + side + row, side).Clear();
        }
        new Span<T>(to, padding * paddedRow).Clear();
    }

    /// <summary>
    /// The slopes of a convolution's outputs, spread over its input: each where its window's last pixel lies in a copy
    /// of the input with kernel − 1 rows and columns more, zeros elsewhere. A convolution over it with the kernel
    /// turned around gives the slope in the input.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread<T>(T* slopes, in Window2d window, int channels, T* spread)
        where T : unmanaged
    {
        int height = window.Height + window.KernelHeight - 1,
            width = window.Width + window.KernelWidth - 1;
        new Span<T>(spread, height * width * channels).Clear();
        int top = window.KernelHeight - 1 - window.Padding,
            left = window.KernelWidth - 1 - window.Padding;
        for (int oy = 0; oy < window.OutHeight; oy++)
        {
            int y = (oy * window.Stride) + top;
            if ((uint)y >= (uint)height)
                continue;
            for (int ox = 0; ox < window.OutWidth; ox++)
            {
                int x = (ox * window.Stride) + left;
                if ((uint)x >= (uint)width)
                    continue;
                T* from = slopes + ((nint)((oy * window.OutWidth) + ox) * channels);
                new ReadOnlySpan<T>(from, channels).CopyTo(
                    new Span<T>(spread + ((nint)((y * width) + x) * channels), channels)
                );
            }
        }
    }

    /// <summary>
    /// A kernel [kh, kw, in, out] turned around and with its channels exchanged: [kh, kw, out, in], last pixel first.
    /// Where its output channels fall into groups, one such kernel a group.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TurnKernel<T>(T* kernel, int pixels, int inputs, int outputs, int groups, T* turned)
        where T : unmanaged
    {
        int outs = outputs / groups;
        for (int group = 0; group < groups; group++)
        {
            for (int p = 0; p < pixels; p++)
            {
                T* from = kernel + ((nint)p * inputs * outputs) + (group * outs),
                    to = turned + ((nint)((group * pixels) + pixels - 1 - p) * inputs * outs);
                for (int i = 0; i < inputs; i++)
                for (int o = 0; o < outs; o++)
                    to[(o * inputs) + i] = from[(i * outputs) + o];
            }
        }
    }
}
