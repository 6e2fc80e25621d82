using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Surefoot.Lanes;
using Surefoot.Threading;

namespace Surefoot.Training.Tensors;

/// <summary>
/// The matrix product behind every dense layer and convolution. It walks C in tiles that stay in registers, B in panels
/// that stay in the first cache and A in blocks that stay in the second; threads take tiles of C, never parts of a sum,
/// so the bits depend on neither threads nor widths.
/// </summary>
internal static unsafe class MatrixProduct
{
    // One panel of B of this depth and two 512-bit lanes is 33 KiB.
    const int Depth = 264;
    const int MaxRows = 8;

    // Of the left operand so many rows of floats stay in the second cache while the right one passes by: whole tiles of
    // six and of eight rows.
    const int LeftRows = 288;

    // A second thread fetches numbers from the cache of the first: that pays where each is used in so many
    // multiply-adds (batches of 32 are below, of 128 above), or where they are too many for that cache and either
    // thread fetches them from elsewhere.
    const int UsesOfANumber = 48,
        Cached = 1 << 20;

    /// <summary>Computes a product on the threads of a pool.</summary>
    public static void Run<T>(WorkerPool pool, in Product<T> product)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (product.M == 0 || product.N == 0)
            return;
        long work = (long)product.M * product.N * product.K,
            numbers = ((long)product.M * product.K) + ((long)product.K * product.N) + ((long)product.M * product.N);
        bool gains = work >= Sharing.Least && (work >= UsesOfANumber * numbers || numbers > Cached);
        if (pool.Threads == 1 || !(gains || WorkerPool.SharesSmallWork))
        {
            Run(product, 0, product.M, 0, product.N);
            return;
        }
        var job = new Job<T>(product, pool.Threads);
        pool.Run(ref job, job.Pieces);
    }

    /// <summary>Computes the part of a product in the given rows and columns of C on the calling thread.</summary>
    public static void Run<T>(in Product<T> product, int row, int rowEnd, int column, int columnEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            Run<T, Tile8x2<Lane512<T>, T>, Tile4x2<Lane512<T>, T>, Tile8x1<Lane512<T>, T>>(
                product,
                row,
                rowEnd,
                column,
                columnEnd
            );
        else if (Vector256.IsHardwareAccelerated)
            Run<T, Tile6x2<Lane256<T>, T>, Tile4x2<Lane256<T>, T>, Tile8x1<Lane256<T>, T>>(
                product,
                row,
                rowEnd,
                column,
                columnEnd
            );
        else if (Vector128.IsHardwareAccelerated)
            Run<T, Tile6x2<Lane128<T>, T>, Tile4x2<Lane128<T>, T>, Tile8x1<Lane128<T>, T>>(
                product,
                row,
                rowEnd,
                column,
                columnEnd
            );
        else
            Run<T, Tile6x2<Scalar<T>, T>, Tile4x2<Scalar<T>, T>, Tile8x1<Scalar<T>, T>>(
                product,
                row,
                rowEnd,
                column,
                columnEnd
            );
    }

    /// <summary>How many columns the wide tile has here: where to cut between threads.</summary>
    public static int PanelWidth<T>()
        where T : unmanaged =>
        2
        * Math.Max(
            1,
            (
                Vector512.IsHardwareAccelerated ? 64
                : Vector256.IsHardwareAccelerated ? 32
                : Vector128.IsHardwareAccelerated ? 16
                : 0
            ) / sizeof(T)
        );

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run<T, TWide, TShort, TNarrow>(in Product<T> p, int row, int rowEnd, int column, int columnEnd)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWide : ITile<T>
        where TShort : ITile<T>
        where TNarrow : ITile<T>
    {
        nint* steps = stackalloc nint[Depth];
        T* room = stackalloc T[(Depth * TWide.Columns) + (64 / sizeof(T))];
        T* panel = (T*)Align((nuint)room);
        int height = LeftRows * sizeof(float) / sizeof(T);
        // Blocks of equal depth: a short last one would cost as much to begin and end as a long one.
        var blocks = new Cut(p.K, Math.Max(1, (p.K + Depth - 1) / Depth));
        for (int block = 0; block < blocks.Pieces; block++)
        {
            var (k, end) = blocks[block];
            int depth = end - k;
            p.Steps.Fill(steps, k, depth);
            for (int top = row; top < rowEnd; top += height)
            {
                int bottom = Math.Min(top + height, rowEnd);
                for (int j = column; j < columnEnd; )
                {
                    int width = Math.Min(TWide.Columns, columnEnd - j);
                    if (width > TNarrow.Columns)
                        Panel<T, TWide, TShort>(p, top, bottom, j, width, k, depth, steps, panel);
                    else
                        Panel<T, TNarrow, TNarrow>(p, top, bottom, j, width, k, depth, steps, panel);
                    j += width;
                }
            }
        }
    }

    // The tiles of one panel: columns j to j + width, over one block of k.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Panel<T, TTile, TShort>(
        in Product<T> p,
        int row,
        int rowEnd,
        int j,
        int width,
        int k,
        int depth,
        nint* steps,
        T* panel
    )
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : ITile<T>
        where TShort : ITile<T>
    {
        int columns = TTile.Columns;
        T* b = panel;
        nint stride = columns;
        if (p.BTransposed)
            PanelPacking.Transposed(p.B + (j * p.BStride) + k, p.BStride, width, depth, panel, columns);
        else if (width < columns || (rowEnd - row > 2 * MaxRows && p.BStride > 2 * columns))
            PanelPacking.Rows(p.B + (k * p.BStride) + j, p.BStride, width, depth, panel, columns);
        else
        {
            b = p.B + (k * p.BStride) + j;
            stride = p.BStride;
        }
        for (int i = row; i < rowEnd; )
        {
            int height = rowEnd - i;
            if (height > TShort.Rows)
            {
                height = Math.Min(height, TTile.Rows);
                Tile<T, TTile>(p, i, height, j, width, k, depth, steps, b, stride);
            }
            else
            {
                Tile<T, TShort>(p, i, height, j, width, k, depth, steps, b, stride);
            }
            if (p.Rectify && k + depth == p.K)
            {
                T* c = p.C + (i * p.CStride) + j;
                for (int r = 0; r < height; r++, c += p.CStride)
                    Elementwise.Rectify(c, c, width);
            }
            i += height;
        }
    }

    // One tile. At an edge it goes through a buffer of full size; the rows and columns beyond the edge are computed and
    // dropped.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Tile<T, TTile>(
        in Product<T> p,
        int i,
        int height,
        int j,
        int width,
        int k,
        int depth,
        nint* steps,
        T* b,
        nint stride
    )
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTile : ITile<T>
    {
        int rows = TTile.Rows,
            columns = TTile.Columns;
        nint* offsets = stackalloc nint[MaxRows];
        p.Rows.Fill(offsets, i, height);
        for (int r = height; r < rows; r++)
            offsets[r] = offsets[height - 1];
        T* start = k > 0 ? p.C : p.Start,
            c = p.C + (i * p.CStride) + j;
        nint startStride = k > 0 ? p.CStride : p.StartStride;
        bool whole = height == rows && width == columns;
        if (whole && start != null)
        {
            TTile.Multiply(
                p.A,
                offsets,
                steps,
                depth,
                b,
                stride,
                start + (i * startStride) + j,
                startStride,
                c,
                p.CStride
            );
            return;
        }
        T* edge = stackalloc T[MaxRows * columns];
        if (start == null)
            new Span<T>(edge, whole ? columns : rows * columns).Clear();
        else
            for (int r = 0; r < height; r++)
                new ReadOnlySpan<T>(start + ((i + r) * startStride) + j, width).CopyTo(
                    new Span<T>(edge + (r * columns), width)
                );
        if (whole)
        {
            TTile.Multiply(p.A, offsets, steps, depth, b, stride, edge, 0, c, p.CStride);
            return;
        }
        TTile.Multiply(p.A, offsets, steps, depth, b, stride, edge, columns, edge, columns);
        for (int r = 0; r < height; r++)
            new ReadOnlySpan<T>(edge + (r * columns), width).CopyTo(new Span<T>(c + (r * p.CStride), width));
    }

    static nuint Align(nuint address) => (address + 63) & ~(nuint)63;

    // Cuts C into blocks of rows where it is tall, so that a thread fetches its part of A, the larger operand, and no
    // more of it; else into blocks of whole panels and, where those do not share out evenly, of rows.
    struct Job<T> : IJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        readonly Product<T> product;
        readonly Cut rows,
            columns;

        public Job(in Product<T> product, int threads)
        {
            this.product = product;
            int rowPieces = 2 * threads,
                columnPieces = 1;
            if (product.M <= 2 * product.N || product.M < 4 * threads * MaxRows)
            {
                columnPieces = Math.Min((product.N + PanelWidth<T>() - 1) / PanelWidth<T>(), 2 * threads);
                rowPieces = columnPieces % threads == 0 ? 1 : Math.Clamp(product.M / (2 * MaxRows), 1, threads);
            }
            rows = new(product.M, rowPieces, MaxRows);
            columns = new(product.N, columnPieces, PanelWidth<T>());
        }

        public readonly int Pieces => rows.Pieces * columns.Pieces;

        public readonly void Execute(int piece)
        {
            var (row, rowEnd) = rows[piece / columns.Pieces];
            var (column, columnEnd) = columns[piece % columns.Pieces];
            Run(product, row, rowEnd, column, columnEnd);
        }
    }
}
