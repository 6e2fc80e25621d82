using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surefoot.Training.Tensors;

/// <summary>One window of a pooling, all channels side by side.</summary>
internal static unsafe class PoolWindow
{
    /// <summary>
    /// About how many vectorised multiply-adds a number of the input takes: it is fetched and used once.
    /// </summary>
    public const int Cost = 16;

    /// <summary>The largest of each channel; NaN where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Largest<T>(T* x, int height, int width, int channels, int row, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int c = 0;
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
        {
            var largest = Vector.Load(x + c);
            for (int i = 0; i < height; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    var v = Vector.Load(x + (i * row) + (j * channels) + c);
                    // Not "at most" is "above, or either is NaN"; a NaN already found stays.
                    largest = Vector.ConditionalSelect(
                        Vector.BitwiseAnd(
                            Vector.OnesComplement(Vector.LessThanOrEqual(v, largest)),
                            Vector.Equals(largest, largest)
                        ),
                        v,
                        largest
                    );
                }
            }
            largest.Store(y + c);
        }
        for (; c < channels; c++)
        {
            T largest = x[c];
            for (int i = 0; i < height; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    T v = x[(i * row) + (j * channels) + c];
                    if (!(v <= largest) && !T.IsNaN(largest))
                        largest = v;
                }
            }
            y[c] = largest;
        }
    }

    /// <summary>Adds each channel's slope to the first element that equals the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LargestBack<T>(T* x, int height, int width, int channels, int row, T* y, T* dy, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int c = 0;
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
        {
            Vector<T> largest = Vector.Load(y + c),
                left = Vector.Load(dy + c);
            for (int i = 0; i < height; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    int at = (i * row) + (j * channels) + c;
                    var here = Vector.Equals(Vector.Load(x + at), largest);
                    (Vector.Load(dx + at) + Vector.ConditionalSelect(here, left, Vector<T>.Zero)).Store(dx + at);
                    left = Vector.ConditionalSelect(here, Vector<T>.Zero, left);
                }
            }
        }
        for (; c < channels; c++)
        {
            bool found = false;
            for (int i = 0; i < height && !found; i++)
            {
                for (int j = 0; j < width && !found; j++)
                {
                    int at = (i * row) + (j * channels) + c;
                    found = x[at] == y[c];
                    if (found)
                        dx[at] += dy[c];
                }
            }
        }
    }

    /// <summary>The mean of each channel, summed row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mean<T>(T* x, int height, int width, int channels, int row, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T count = T.CreateTruncating(height * width);
        int c = 0;
        for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            for (int i = 0; i < height; i++)
            for (int j = 0; j < width; j++)
                sum += Vector.Load(x + (i * row) + (j * channels) + c);
            (sum / new Vector<T>(count)).Store(y + c);
        }
        for (; c < channels; c++)
        {
            T sum = T.Zero;
            for (int i = 0; i < height; i++)
            for (int j = 0; j < width; j++)
                sum += x[(i * row) + (j * channels) + c];
            y[c] = sum / count;
        }
    }

    /// <summary>Adds each channel's slope, shared out evenly, to every element of the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MeanBack<T>(T* dy, int height, int width, int channels, int row, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T count = T.CreateTruncating(height * width);
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++)
            {
                T* to = dx + (i * row) + (j * channels);
                int c = 0;
                for (; c <= channels - Vector<T>.Count; c += Vector<T>.Count)
                    (Vector.Load(to + c) + (Vector.Load(dy + c) / new Vector<T>(count))).Store(to + c);
                for (; c < channels; c++)
                    to[c] += dy[c] / count;
            }
        }
    }
}
