using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>
/// Eight rows by one lane: for what is narrower than two lanes, such as the ten outputs of a classifier.
/// </summary>
internal readonly unsafe struct Tile8x1<TLane, T> : ITile<T>
    where TLane : struct, IMemoryLane<TLane, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Rows => 8;

    public static int Columns => TLane.Count;

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
        T* a0 = a + rows[0],
            a1 = a + rows[1],
            a2 = a + rows[2],
            a3 = a + rows[3];
        T* a4 = a + rows[4],
            a5 = a + rows[5],
            a6 = a + rows[6],
            a7 = a + rows[7];
        TLane c0 = TLane.Load(start);
        start += startStride;
        TLane c1 = TLane.Load(start);
        start += startStride;
        TLane c2 = TLane.Load(start);
        start += startStride;
        TLane c3 = TLane.Load(start);
        start += startStride;
        TLane c4 = TLane.Load(start);
        start += startStride;
        TLane c5 = TLane.Load(start);
        start += startStride;
        TLane c6 = TLane.Load(start);
        start += startStride;
        TLane c7 = TLane.Load(start);
        for (nint* end = steps + depth; steps < end; steps++, b += stride)
        {
            nint k = *steps;
            TLane b0 = TLane.Load(b);
            TLane x = TLane.Create(a0[k]);
            c0 = Chain.Add<TLane, T>(x, b0, c0);
            x = TLane.Create(a1[k]);
            c1 = Chain.Add<TLane, T>(x, b0, c1);
            x = TLane.Create(a2[k]);
            c2 = Chain.Add<TLane, T>(x, b0, c2);
            x = TLane.Create(a3[k]);
            c3 = Chain.Add<TLane, T>(x, b0, c3);
            x = TLane.Create(a4[k]);
            c4 = Chain.Add<TLane, T>(x, b0, c4);
            x = TLane.Create(a5[k]);
            c5 = Chain.Add<TLane, T>(x, b0, c5);
            x = TLane.Create(a6[k]);
            c6 = Chain.Add<TLane, T>(x, b0, c6);
            x = TLane.Create(a7[k]);
            c7 = Chain.Add<TLane, T>(x, b0, c7);
        }
        TLane.Store(c0, c);
        c += cStride;
        TLane.Store(c1, c);
        c += cStride;
        TLane.Store(c2, c);
        c += cStride;
        TLane.Store(c3, c);
        c += cStride;
        TLane.Store(c4, c);
        c += cStride;
        TLane.Store(c5, c);
        c += cStride;
        TLane.Store(c6, c);
        c += cStride;
        TLane.Store(c7, c);
    }
}
