using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>
/// Functions of whole buffers, one operation an element; exact in every element, so their bits depend on no width.
/// </summary>
internal static unsafe class Elementwise
{
    /// <summary>y = x where x is not negative, else 0. NaN passes through, so that it surfaces.</summary>
    public static void Rectify<T>(T* x, T* y, int length)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run<T, Rectified<T>>(x, x, y, length);

    readonly struct Rectified<T> : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> =>
            TLane.WhereLess(x, TLane.Create(T.Zero), TLane.Create(T.Zero), x);
    }

    /// <summary>gx = g where y is above 0, else 0; added to what is there where <paramref name="add"/>.</summary>
    public static void RectifyBack<T>(T* y, T* g, T* gx, int length, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run<T, RectifiedSlope<T>>(y, g, gx, length, add);

    readonly struct RectifiedSlope<T> : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane y, TLane g)
            where TLane : struct, IMemoryLane<TLane, T> =>
            TLane.WhereLess(TLane.Create(T.Zero), y, g, TLane.Create(T.Zero));
    }

    /// <summary>gx = g·(1 − y²), the slope of tanh from its value; added where <paramref name="add"/>.</summary>
    public static void TanhBack<T>(T* y, T* g, T* gx, int length, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run<T, TanhSlope<T>>(y, g, gx, length, add);

    readonly struct TanhSlope<T> : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane y, TLane g)
            where TLane : struct, IMemoryLane<TLane, T> => g * (TLane.Create(T.One) - (y * y));
    }

    /// <summary>
    /// gx = g·y·(1 − y), the slope of the logistic function from its value; added where <paramref name="add"/>.
    /// </summary>
    public static void SigmoidBack<T>(T* y, T* g, T* gx, int length, bool add)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run<T, SigmoidSlope<T>>(y, g, gx, length, add);

    readonly struct SigmoidSlope<T> : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane y, TLane g)
            where TLane : struct, IMemoryLane<TLane, T> => g * (y * (TLane.Create(T.One) - y));
    }

    /// <summary>y = x, or y + x where <paramref name="add"/>.</summary>
    public static void Put<T>(T* x, T* y, int length, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (add)
            Add(y, x, y, length);
        else
            new ReadOnlySpan<T>(x, length).CopyTo(new Span<T>(y, length));
    }

    /// <summary>y = a + b.</summary>
    public static void Add<T>(T* a, T* b, T* y, int length)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run<T, Sum<T>>(a, b, y, length);

    readonly struct Sum<T> : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b)
            where TLane : struct, IMemoryLane<TLane, T> => a + b;
    }

    /// <summary>y = a·b, or y + a·b where <paramref name="add"/>.</summary>
    public static void Multiply<T>(T* a, T* b, T* y, int length, bool add = false)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run<T, Multiple<T>>(a, b, y, length, add);

    readonly struct Multiple<T> : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b)
            where TLane : struct, IMemoryLane<TLane, T> => a * b;
    }

    /// <summary>y = x·factor; y may be x. Added to what is there where <paramref name="add"/>.</summary>
    public static void Scale<T>(T* x, T factor, T* y, int length, bool add = false)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run(x, x, y, length, add, new Scaled<T>(factor));

    readonly struct Scaled<T>(T factor) : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => factor * x;
    }

    /// <summary>y = x − number; y may be x.</summary>
    public static void Subtract<T>(T* x, T number, T* y, int length)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run(x, x, y, length, add: false, new Shifted<T>(number));

    readonly struct Shifted<T>(T number) : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => x - TLane.Create(number);
    }

    /// <summary>x /= number.</summary>
    public static void Divide<T>(T* x, T number, int length)
        where T : unmanaged, IFloatingPointIeee754<T> => Map.Run(x, x, x, length, add: false, new Divided<T>(number));

    readonly struct Divided<T>(T number) : IMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane x, TLane y)
            where TLane : struct, IMemoryLane<TLane, T> => x / TLane.Create(number);
    }

    /// <summary>
    /// sums(j) += Σ over the rows of x(i, j), row after row; <paramref name="stride"/> numbers lie between rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddColumns<T>(T* x, int rows, int columns, nint stride, T* sums)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        LaneLoop.Walk<T, Columns<T>>(new(x, rows, stride, sums), columns);

    readonly struct Columns<T>(T* x, int rows, nint stride, T* sums) : ILaneWalk<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public nint Walk<TLane>(nint from, nint length)
            where TLane : struct, IMemoryLane<TLane, T>
        {
            nint j = from,
                count = TLane.Count;
            // Four lanes side by side, which do not wait for one another.
            for (; j <= length - (4 * count); j += 4 * count)
            {
                TLane s0 = TLane.Create(T.Zero),
                    s1 = s0,
                    s2 = s0,
                    s3 = s0;
                T* row = x + j,
                    to = sums + j;
                for (int i = 0; i < rows; i++, row += stride)
                {
                    s0 += TLane.Load(row);
                    s1 += TLane.Load(row + count);
                    s2 += TLane.Load(row + (2 * count));
                    s3 += TLane.Load(row + (3 * count));
                }
                TLane.Store(s0 + TLane.Load(to), to);
                TLane.Store(s1 + TLane.Load(to + count), to + count);
                TLane.Store(s2 + TLane.Load(to + (2 * count)), to + (2 * count));
                TLane.Store(s3 + TLane.Load(to + (3 * count)), to + (3 * count));
            }
            for (; j <= length - count; j += count)
            {
                var sum = TLane.Create(T.Zero);
                T* row = x + j;
                for (int i = 0; i < rows; i++, row += stride)
                    sum += TLane.Load(row);
                TLane.Store(sum + TLane.Load(sums + j), sums + j);
            }
            return j;
        }
    }
}
