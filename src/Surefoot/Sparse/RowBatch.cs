using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <summary>
/// The rows of one batch, each once, with its gradient: where a row occurs several times, the sum of its gradients,
/// first to last.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="touches">For each row of the table the step of its last touch.</param>
/// <param name="width">How many weights a row has.</param>
internal sealed unsafe class RowBatch<T>(int[] touches, int width) : IGradientVector<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly TouchedRows touched = new(touches);
    Block<T> sums = new(0);
    T* gradients;

    /// <summary>The different rows.</summary>
    public ReadOnlySpan<TouchedRows.Row> Rows => touched.Rows;

    /// <summary>Whether a row occurs more than once.</summary>
    public bool Repeats => touched.Repeated > 0;

    /// <inheritdoc/>
    public int Parts => touched.Count;

    /// <inheritdoc/>
    public GradientPart<T> Part(int index)
    {
        ref readonly var row = ref touched.Rows[index];
        return new(Gradient(row), width, row.Number * width);
    }

    /// <summary>Collects the rows; until <see cref="Release"/> the table of last touches is not to be read.</summary>
    /// <param name="rows">Row numbers within the table.</param>
    /// <param name="g">The gradients, which stay where they are until the rows are released.</param>
    public void Gather(ReadOnlySpan<int> rows, T* g)
    {
        touched.Gather(rows);
        if (sums.Length < touched.Repeated * width)
            sums = new Block<T>(touched.Repeated * width);
        gradients = g;
    }

    /// <summary>Puts the last touches back as they were.</summary>
    public void Release() => touched.Release();

    /// <summary>Writes the same last touch for all rows.</summary>
    public void ReleaseAt(int touch) => touched.ReleaseAt(touch);

    /// <summary>Where the gradient of a row lies: with the others, or among the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Gradient(in TouchedRows.Row row) =>
        row.IsRepeated ? sums.Pointer + ((nint)row.Sum * width) : At(row.FirstPlace);

    T* At(int place) => gradients + ((nint)place * width);

    /// <summary>Sums the gradients of those rows that occur several times.</summary>
    /// <param name="rows">Some of <see cref="Rows"/>.</param>
    /// <param name="limit">The largest magnitude of one gradient; null where none is looked at.</param>
    /// <returns>Whether all gradients, summed, are within the limit.</returns>
    public bool Sum(ReadOnlySpan<TouchedRows.Row> rows, T? limit)
    {
        bool within = true;
        foreach (ref readonly var row in rows)
        {
            T* gradient = Gradient(row);
            if (row.IsRepeated)
            {
                new Span<T>(At(row.FirstPlace), width).CopyTo(new Span<T>(gradient, width));
                for (int i = touched.Next(row.FirstPlace); i >= 0; i = touched.Next(i))
                    RowSum<T>.Add(gradient, At(i), width);
            }
            if (limit is { } most && !GradientScan<T>.AllWithin(gradient, width, most))
                within = false;
        }
        return within;
    }

    /// <summary>The sum of the squares of all gradients, once they are summed.</summary>
    public double SumOfSquares()
    {
        double sum = 0;
        foreach (ref readonly var row in touched.Rows)
            sum += GradientScan<T>.SumOfSquares(Gradient(row), width);
        return sum;
    }
}
