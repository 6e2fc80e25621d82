using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>
/// Four rows by two lanes: the last rows of a matrix whose height is no multiple of the larger tile's.
/// </summary>
internal readonly unsafe struct Tile4x2<TLane, T> : ITile<T>
    where TLane : struct, IMemoryLane<TLane, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Rows => 4;

    public static int Columns => 2 * TLane.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        T* a,
        nint* rows,
        nint* steps,
        int depth,
        T* b,
        nint stride,
        T* start,
        nint startStride,
        T* c,
        nint cStride
    )
    {
        nint width = TLane.Count;
        T* a0 = a + rows[0],
            a1 = a + rows[1],
            a2 = a + rows[2],
            a3 = a + rows[3];
        TLane c00 = TLane.Load(start),
            c01 = TLane.Load(start + width);
        start += startStride;
        TLane c10 = TLane.Load(start),
            c11 = TLane.Load(start + width);
        start += startStride;
        TLane c20 = TLane.Load(start),
            c21 = TLane.Load(start + width);
        start += startStride;
        TLane c30 = TLane.Load(start),
            c31 = TLane.Load(start + width);
        for (nint* end = steps + depth; steps < end; steps++, b += stride)
        {
            nint k = *steps;
            TLane b0 = TLane.Load(b),
                b1 = TLane.Load(b + width);
            TLane x = TLane.Create(a0[k]);
            c00 = Chain.Add<TLane, T>(x, b0, c00);
            c01 = Chain.Add<TLane, T>(x, b1, c01);
            x = TLane.Create(a1[k]);
            c10 = Chain.Add<TLane, T>(x, b0, c10);
            c11 = Chain.Add<TLane, T>(x, b1, c11);
            x = TLane.Create(a2[k]);
            c20 = Chain.Add<TLane, T>(x, b0, c20);
            c21 = Chain.Add<TLane, T>(x, b1, c21);
            x = TLane.Create(a3[k]);
            c30 = Chain.Add<TLane, T>(x, b0, c30);
            c31 = Chain.Add<TLane, T>(x, b1, c31);
        }
        TLane.Store(c00, c);
        TLane.Store(c01, c + width);
        c += cStride;
        TLane.Store(c10, c);
        TLane.Store(c11, c + width);
        c += cStride;
        TLane.Store(c20, c);
        TLane.Store(c21, c + width);
        c += cStride;
        TLane.Store(c30, c);
        TLane.Store(c31, c + width);
    }
}
