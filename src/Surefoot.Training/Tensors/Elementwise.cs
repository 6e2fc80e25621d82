using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surefoot.Training.Tensors;

/// <summary>
/// Loops over whole buffers, one operation an element; exact in every element, so their bits depend on no width.
/// </summary>
internal static unsafe class Elementwise
{
    /// <summary>y = x where x is not negative, else 0. NaN passes through, so that it surfaces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rectify<T>(T* x, T* y, int length)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var v = Vector.Load(x + i);
            Vector.ConditionalSelect(Vector.LessThan(v, Vector<T>.Zero), Vector<T>.Zero, v).Store(y + i);
        }
        for (; i < length; i++)
            y[i] = x[i] < T.Zero ? T.Zero : x[i];
    }

    /// <summary>gx = g where y is above 0, else 0; added to what is there where <paramref name="add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RectifyBack<T>(T* y, T* g, T* gx, int length, bool add)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var v = Vector.ConditionalSelect(
                Vector.GreaterThan(Vector.Load(y + i), Vector<T>.Zero),
                Vector.Load(g + i),
                Vector<T>.Zero
            );
            (add ? v + Vector.Load(gx + i) : v).Store(gx + i);
        }
        for (; i < length; i++)
        {
            T v = y[i] > T.Zero ? g[i] : T.Zero;
            gx[i] = add ? v + gx[i] : v;
        }
    }

    /// <summary>gx = g·(1 − y²), the slope of tanh from its value; added where <paramref name="add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TanhBack<T>(T* y, T* g, T* gx, int length, bool add)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> s = Vector.Load(y + i),
                v = Vector.Load(g + i) * (Vector<T>.One - (s * s));
            (add ? v + Vector.Load(gx + i) : v).Store(gx + i);
        }
        for (; i < length; i++)
        {
            T v = g[i] * (T.One - (y[i] * y[i]));
            gx[i] = add ? v + gx[i] : v;
        }
    }

    /// <summary>
    /// gx = g·y·(1 − y), the slope of the logistic function from its value; added where <paramref name="add"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SigmoidBack<T>(T* y, T* g, T* gx, int length, bool add)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> s = Vector.Load(y + i),
                v = Vector.Load(g + i) * (s * (Vector<T>.One - s));
            (add ? v + Vector.Load(gx + i) : v).Store(gx + i);
        }
        for (; i < length; i++)
        {
            T v = g[i] * (y[i] * (T.One - y[i]));
            gx[i] = add ? v + gx[i] : v;
        }
    }

    /// <summary>y = x, or y + x where <paramref name="add"/>.</summary>
    public static void Put<T>(T* x, T* y, int length, bool add)
        where T : unmanaged, INumber<T>
    {
        if (add)
            Add(y, x, y, length);
        else
            new ReadOnlySpan<T>(x, length).CopyTo(new Span<T>(y, length));
    }

    /// <summary>y = a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(T* a, T* b, T* y, int length)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.Load(a + i) + Vector.Load(b + i)).Store(y + i);
        for (; i < length; i++)
            y[i] = a[i] + b[i];
    }

    /// <summary>y = a·b, or y + a·b where <paramref name="add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(T* a, T* b, T* y, int length, bool add = false)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var v = Vector.Load(a + i) * Vector.Load(b + i);
            (add ? v + Vector.Load(y + i) : v).Store(y + i);
        }
        for (; i < length; i++)
        {
            T v = a[i] * b[i];
            y[i] = add ? v + y[i] : v;
        }
    }

    /// <summary>y = x·factor; y may be x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<T>(T* x, T factor, T* y, int length)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.Load(x + i) * factor).Store(y + i);
        for (; i < length; i++)
            y[i] = x[i] * factor;
    }

    /// <summary>
    /// sums(j) += Σ over the rows of x(i, j), row after row; <paramref name="stride"/> numbers lie between rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddColumns<T>(T* x, int rows, int columns, nint stride, T* sums)
        where T : unmanaged, INumber<T>
    {
        int j = 0;
        // Four columns of vectors at a time, so that a cache line is read once.
        for (; j <= columns - (4 * Vector<T>.Count); j += 4 * Vector<T>.Count)
        {
            Vector<T> s0 = Vector<T>.Zero,
                s1 = s0,
                s2 = s0,
                s3 = s0;
            T* from = x + j;
            for (int i = 0; i < rows; i++, from += stride)
            {
                s0 += Vector.Load(from);
                s1 += Vector.Load(from + Vector<T>.Count);
                s2 += Vector.Load(from + (2 * Vector<T>.Count));
                s3 += Vector.Load(from + (3 * Vector<T>.Count));
            }
            T* to = sums + j;
            (s0 + Vector.Load(to)).Store(to);
            (s1 + Vector.Load(to + Vector<T>.Count)).Store(to + Vector<T>.Count);
            (s2 + Vector.Load(to + (2 * Vector<T>.Count))).Store(to + (2 * Vector<T>.Count));
            (s3 + Vector.Load(to + (3 * Vector<T>.Count))).Store(to + (3 * Vector<T>.Count));
        }
        for (; j <= columns - Vector<T>.Count; j += Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            T* from = x + j;
            for (int i = 0; i < rows; i++, from += stride)
                sum += Vector.Load(from);
            (sum + Vector.Load(sums + j)).Store(sums + j);
        }
        for (; j < columns; j++)
        {
            T sum = T.Zero;
            T* from = x + j;
            for (int i = 0; i < rows; i++, from += stride)
                sum += *from;
            sums[j] += sum;
        }
    }
}
