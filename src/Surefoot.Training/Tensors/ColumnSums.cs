using System.Numerics;
using Surefoot.Threading;

namespace Surefoot.Training.Tensors;

/// <summary>
/// Sums over the rows of a matrix, column by column, on the threads of a pool: each column is one sum in the order of
/// the rows, whoever adds it up.
/// </summary>
internal static unsafe class ColumnSums
{
    // Below this many numbers a hand-over costs more than it saves; and a cache line is one thread's.
    const int WorthSharing = 1 << 16,
        Line = 16;

    /// <summary>sums(j) += Σ over the rows of x(i, j).</summary>
    public static void Add<T>(WorkerPool pool, T* x, int rows, int columns, T* sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int pieces = (long)rows * columns < WorthSharing ? 1 : Math.Clamp(columns / (4 * Line), 1, pool.Threads);
        var job = new Job<T>(x, rows, columns, sums, new(columns, pieces, Line));
        pool.Run(ref job, pieces);
    }

    readonly struct Job<T>(T* x, int rows, int columns, T* sums, Cut cut) : IJob
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public void Execute(int piece)
        {
            var (first, end) = cut[piece];
            Elementwise.AddColumns(x + first, rows, end - first, columns, sums + first);
        }
    }
}
