using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;

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
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneLoop.Run<T, LargestBody<T>>(new(x, height, width, channels, row, y), channels);

    readonly struct LargestBody<T>(T* x, int height, int width, nint channels, nint row, T* y) : ILaneBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane largest = TLane.Load(x + c);
            for (int i = 0; i < height; i++)
            {
                T* from = x + (i * row) + c;
                for (int j = 0; j < width; j++, from += channels)
                {
                    TLane v = TLane.Load(from);
                    // Not "at most" is "above, or either is NaN"; a NaN already found stays, as it is not equal to
                    // itself.
                    TLane larger = TLane.WhereAtMost(v, largest, largest, v);
                    largest = TLane.WhereAtMost(largest, largest, larger, largest);
                }
            }
            TLane.Store(largest, y + c);
        }
    }

    /// <summary>Adds each channel's slope to the first element that equals the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LargestBack<T>(T* x, int height, int width, int channels, int row, T* y, T* dy, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneLoop.Run<T, LargestSlope<T>>(new(x, height, width, channels, row, y, dy, dx), channels);

    readonly struct LargestSlope<T>(T* x, int height, int width, nint channels, nint row, T* y, T* dy, T* dx)
        : ILaneBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane largest = TLane.Load(y + c),
                left = TLane.Load(dy + c),
                zero = TLane.Create(T.Zero);
            for (int i = 0; i < height; i++)
            {
                nint at = (i * row) + c;
                for (int j = 0; j < width; j++, at += channels)
                {
                    // None is above the largest, so what it is at most equals it.
                    TLane value = TLane.Load(x + at),
                        slope = TLane.WhereAtMost(largest, value, left, zero);
                    TLane.Store(TLane.Load(dx + at) + slope, dx + at);
                    left = TLane.WhereAtMost(largest, value, zero, left);
                }
            }
        }
    }

    /// <summary>The mean of each channel, summed row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mean<T>(T* x, int height, int width, int channels, int row, T* y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneLoop.Run<T, MeanBody<T>>(new(x, height, width, channels, row, y), channels);

    readonly struct MeanBody<T>(T* x, int height, int width, nint channels, nint row, T* y) : ILaneBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        readonly T count = T.CreateTruncating(height * width);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            var sum = TLane.Create(T.Zero);
            for (int i = 0; i < height; i++)
            {
                T* from = x + (i * row) + c;
                for (int j = 0; j < width; j++, from += channels)
                    sum += TLane.Load(from);
            }
            TLane.Store(sum / TLane.Create(count), y + c);
        }
    }

    /// <summary>Adds each channel's slope, shared out evenly, to every element of the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MeanBack<T>(T* dy, int height, int width, int channels, int row, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneLoop.Run<T, MeanSlope<T>>(new(dy, height, width, channels, row, dx), channels);

    readonly struct MeanSlope<T>(T* dy, int height, int width, nint channels, nint row, T* dx) : ILaneBody<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        readonly T count = T.CreateTruncating(height * width);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<TLane>(nint c)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            TLane share = TLane.Load(dy + c) / TLane.Create(count);
            for (int i = 0; i < height; i++)
            {
                T* to = dx + (i * row) + c;
                for (int j = 0; j < width; j++, to += channels)
                    TLane.Store(TLane.Load(to) + share, to);
            }
        }
    }
}
