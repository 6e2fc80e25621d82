using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>
/// y = the sum, or what <see cref="BagReduction"/> has besides, of the table's rows at the indices of each group; a
/// group of one index is a plain look-up. Indices are numbers of the input tensor; a negative one stands for no row,
/// and a group without any row gives 0.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class EmbeddingOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    RowSparseTable<T> table = null!;
    BagReduction reduction;
    int groups;

    // The rows of all groups one after the other; group i has those from starts[i] to starts[i + 1].
    int* rows,
        starts;

    int Width => table.Width;

    ReadOnlySpan<int> Rows => new(rows, starts[groups]);

    /// <summary>Computes y.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">Whole numbers: indices of rows, or negative ones for none.</param>
    /// <param name="table">Where the rows are.</param>
    /// <param name="size">How many indices in a row of <paramref name="x"/> make a group.</param>
    /// <param name="shape">The shape of the result: a row of the table for each group.</param>
    /// <param name="reduction">What sums are divided by.</param>
    /// <exception cref="ArgumentException">
    /// A number is not whole or no index of the table; sizes do not fit.
    /// </exception>
    public static Tensor<T> Apply(
        Tape<T> tape,
        Tensor<T> x,
        RowSparseTable<T> table,
        int size,
        Shape shape,
        BagReduction reduction = BagReduction.Sum
    )
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (x.Length % size != 0 || shape.Length != (long)(x.Length / size) * table.Width)
            throw new ArgumentException(
                $"{x.Length / size} groups of rows of {table.Width} do not fit into a result of shape {shape}.",
                nameof(shape)
            );
        var op = tape.Rent<EmbeddingOperation<T>>();
        (op.table, op.reduction, op.groups) = (table, reduction, x.Length / size);
        op.ReadIndices(x, size);
        table.CatchUp(op.Rows);
        var y = tape.Result(op, shape, true);
        var job = new ForwardJob(op, table.Weight.Tensor.Data);
        tape.Pool.Run(ref job, op.Groups.Pieces);
        return y;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Each row of a group has the slope dy of the group, divided as the sum is.
    /// </remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _);
        fixed (T* slopes = table.Use(Rows))
        {
            var job = new BackwardJob(this, dy, slopes);
            Tape.Pool.Run(ref job, Groups.Pieces);
        }
    }

    void ReadIndices(Tensor<T> x, int size)
    {
        rows = Tape.Take<int>(x.Length);
        starts = Tape.Take<int>(groups + 1);
        int count = 0;
        T limit = T.CreateSaturating(table.Rows);
        for (int i = 0; i < x.Length; i++)
        {
            if (i % size == 0)
                starts[i / size] = count;
            T index = x.Data[i];
            // A fraction is no index, whatever its sign: such as one that was standardized.
            if (index < T.Zero && T.IsInteger(index))
                continue;
            if (!(index < limit) || !T.IsInteger(index))
                throw new ArgumentException(
                    $"The input's number {i}, {index}, is no index of {table.Name}, which has the rows 0 to "
                        + $"{table.Rows - 1}; a negative number stands for no "
                        + $"row."
                        + (
                            T.IsInteger(index)
                                ? ""
                                : " Indices are not standardized: arrays of them are loaded with standardize: false."
                        ),
                    nameof(x)
                );
            rows[count++] = int.CreateTruncating(index);
        }
        starts[groups] = count;
    }

    T Share(int group)
    {
        T count = T.CreateTruncating(Math.Max(1, starts[group + 1] - starts[group]));
        return reduction switch
        {
            BagReduction.Mean => T.One / count,
            BagReduction.SquareRoot => T.One / T.Sqrt(count),
            _ => T.One,
        };
    }

    Cut Groups => (long)starts[groups] * Width < 4096 ? new(groups, 1) : Cut.Shared(groups, Tape.Pool);

    readonly struct ForwardJob(EmbeddingOperation<T> op, T* weights) : IJob
    {
        // A row of a large table is not in the cache: its lines are asked for while those before it are summed.
        const int Ahead = 8,
            Line = 64;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Execute(int piece)
        {
            var (first, end) = op.Groups[piece];
            int width = op.Width,
                last = op.starts[end];
            for (int group = first; group < end; group++)
            {
                T* y = op.Output.Data + ((nint)group * width);
                int start = op.starts[group],
                    stop = op.starts[group + 1];
                if (start == stop)
                    new Span<T>(y, width).Clear();
                for (int i = start; i < stop; i++)
                {
                    if (Sse.IsSupported && i + Ahead < last)
                        Fetch((byte*)(weights + ((nint)op.rows[i + Ahead] * width)), width * sizeof(T));
                    Elementwise.Put(weights + ((nint)op.rows[i] * width), y, width, add: i > start);
                }
                if (op.reduction != BagReduction.Sum && stop - start > 1)
                    Elementwise.Scale(y, op.Share(group), y, width);
            }
        }

        static void Fetch(byte* row, int bytes)
        {
            for (int at = 0; at < bytes; at += Line)
                Sse.Prefetch0(row + at);
        }
    }

    readonly struct BackwardJob(EmbeddingOperation<T> op, T* dy, T* slopes) : IJob
    {
        public void Execute(int piece)
        {
            var (first, end) = op.Groups[piece];
            int width = op.Width;
            for (int group = first; group < end; group++)
            {
                T* from = dy + ((nint)group * width);
                T share = op.Share(group);
                for (int i = op.starts[group]; i < op.starts[group + 1]; i++)
                    Elementwise.Scale(from, share, slopes + ((nint)i * width), width);
            }
        }
    }
}
