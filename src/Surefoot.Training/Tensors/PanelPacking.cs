using System.Runtime.CompilerServices;

namespace Surefoot.Training.Tensors;

/// <summary>Copies a block of the right operand into a panel: depth rows of one tile's width, one after the other, zeros beyond the edge.</summary>
internal static unsafe class PanelPacking
{
    /// <summary>From rows: element (k, j) lies at k·stride + j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<T>(T* source, nint stride, int width, int depth, T* panel, int columns)
        where T : unmanaged
    {
        for (int k = 0; k < depth; k++, source += stride, panel += columns)
        {
            new ReadOnlySpan<T>(source, width).CopyTo(new Span<T>(panel, width));
            if (width < columns) new Span<T>(panel + width, columns - width).Clear();
        }
    }

    /// <summary>From columns: element (k, j) lies at j·stride + k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transposed<T>(T* source, nint stride, int width, int depth, T* panel, int columns)
        where T : unmanaged
    {
        if (width < columns) new Span<T>(panel, depth * columns).Clear();
        for (int j = 0; j < width; j++)
        {
            T* from = source + (j * stride), to = panel + j;
            for (int k = 0; k < depth; k++, to += columns) *to = from[k];
        }
    }
}
