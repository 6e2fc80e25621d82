using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Surefoot.Training.Tensors;

/// <summary>
/// Copies a block of the right operand into a panel: depth rows of one tile's width, one after the other, zeros beyond
/// the edge.
/// </summary>
internal static unsafe class PanelPacking
{
    /// <summary>From rows: element (k, j) lies at k·stride + j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<T>(T* source, nint stride, int width, int depth, T* panel, int columns)
        where T : unmanaged
    {
        if (width == columns && columns % Vector<T>.Count == 0)
        {
            for (int k = 0; k < depth; k++, source += stride, panel += columns)
            for (int j = 0; j < columns; j += Vector<T>.Count)
                Vector.Load(source + j).Store(panel + j);
            return;
        }
        for (int k = 0; k < depth; k++, source += stride, panel += columns)
        {
            for (int j = 0; j < width; j++)
                panel[j] = source[j];
            for (int j = width; j < columns; j++)
                panel[j] = default;
        }
    }

    /// <summary>From columns: element (k, j) lies at j·stride + k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transposed<T>(T* source, nint stride, int width, int depth, T* panel, int columns)
        where T : unmanaged
    {
        if (width < columns)
            new Span<T>(panel, depth * columns).Clear();
        int j = 0;
        if (sizeof(T) == sizeof(float) && (Sse.IsSupported || AdvSimd.Arm64.IsSupported))
        {
            for (; j <= width - 4; j += 4)
                FourColumns((float*)(source + (j * stride)), stride, depth, (float*)(panel + j), columns);
        }
        for (; j < width; j++)
        {
            T* from = source + (j * stride),
                to = panel + j;
            for (int k = 0; k < depth; k++, to += columns)
                *to = from[k];
        }
    }

    // Blocks of 4×4, turned in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void FourColumns(float* source, nint stride, int depth, float* panel, int columns)
    {
        float* s0 = source,
            s1 = source + stride,
            s2 = s1 + stride,
            s3 = s2 + stride;
        int k = 0;
        for (; k <= depth - 4; k += 4, panel += 4 * columns)
        {
            Vector128<float> r0 = Vector128.Load(s0 + k),
                r1 = Vector128.Load(s1 + k),
                r2 = Vector128.Load(s2 + k),
                r3 = Vector128.Load(s3 + k);
            Vector128<float> low02 = ZipLow(r0, r2),
                high02 = ZipHigh(r0, r2),
                low13 = ZipLow(r1, r3),
                high13 = ZipHigh(r1, r3);
            ZipLow(low02, low13).Store(panel);
            ZipHigh(low02, low13).Store(panel + columns);
            ZipLow(high02, high13).Store(panel + (2 * columns));
            ZipHigh(high02, high13).Store(panel + (3 * columns));
        }
        for (; k < depth; k++, panel += columns)
            (panel[0], panel[1], panel[2], panel[3]) = (s0[k], s1[k], s2[k], s3[k]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
