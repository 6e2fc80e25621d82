using System.Collections.Concurrent;
using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Randomness;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Sparse;

/// <summary>
/// A run in which some rows are used often, some once in a thousand steps, some never; batches repeat rows, and some
/// are empty. The dense run sees the same gradients, with zeros for the rows that a batch does not use. Every number is
/// a function of the seed.
/// </summary>
sealed class TouchPattern(OptimizerOptions options, Schedule? schedule = null, bool byHand = false, ulong seed = 1)
{
    public const int Rows = 12,
        Width = 11,
        LargestBatch = 5;

    // Drawn once for all variants: the rows of each step and the gradients of as many.
    static readonly ConcurrentDictionary<(ulong Seed, int Step), (int[] Batch, double[] Gradients)> drawn = new();

    public Schedule? Schedule => schedule;

    public OptimizerOptions Options => options;

    public RowSparseOptimizer<T> Sparse<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => new(options, Rows, Width) { Schedule = schedule };

    /// <summary>
    /// Weights of the size that embeddings start at. Much larger ones, passing through 0, would be off by more than
    /// 1e-12·1e-3 by the dense run's own rounding.
    /// </summary>
    public T[] Table<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed, 1);
        return
        [
            .. Enumerable
                .Range(0, Rows * Width)
                .Select(i => T.CreateTruncating((float)(0.05 * random.Normal((ulong)i)))),
        ];
    }

    /// <summary>The rows of a step; the last row is never among them.</summary>
    public int[] Batch(int step) => drawn.GetOrAdd((seed, step), Draw).Batch;

    /// <summary>The gradients of so many rows.</summary>
    public T[] Gradients<T>(int step, int rows)
        where T : unmanaged, IFloatingPointIeee754<T> => Array.ConvertAll(Gradients(step, rows), T.CreateTruncating);

    double[] Gradients(int step, int rows)
    {
        double[] own = drawn.GetOrAdd((seed, step), Draw).Gradients;
        return rows * Width <= own.Length
            ? own[..(rows * Width)]
            : [.. Enumerable.Range(0, rows * Width).Select(i => own[i % own.Length])];
    }

    static (int[] Batch, double[] Gradients) Draw((ulong Seed, int Step) at)
    {
        var random = new RandomStream(at.Seed, 2, (ulong)at.Step);
        var batch = new int[random.Below(100, LargestBatch + 1)];
        // Row r comes up with a probability that falls like e^−r.
        for (int i = 0; i < batch.Length; i++)
            batch[i] = Math.Min((int)(-Math.Log(1 - random.Uniform((ulong)i)) * 0.9), Rows - 2);
        random = new RandomStream(at.Seed, 3, (ulong)at.Step);
        // A mean beside the noise, so that centered differs; the same numbers in float and double.
        return (
            batch,
            [
                .. Enumerable
                    .Range(0, LargestBatch * Width)
                    .Select(i => (double)(float)((0.3 + random.Normal((ulong)i)) * Math.Pow(3, (i % Width) - 5))),
            ]
        );
    }

    public static T[] Dense<T>(int[] batch, T[] gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var dense = new T[Rows * Width];
        for (int i = 0; i < batch.Length; i++)
        {
            for (int j = 0; j < Width; j++)
                dense[(batch[i] * Width) + j] += gradients[(i * Width) + j];
        }
        return dense;
    }

    /// <summary>A rate that is set between steps, now and then.</summary>
    public double Rate(int step) => byHand ? options.LearningRate * (1 + (step / 700 % 5)) / 3 : options.LearningRate;

    /// <summary>
    /// Runs both side by side, and hands over at the given steps, after the rows of the last batch and one other were
    /// caught up with.
    /// </summary>
    public (T[] Dense, T[] Sparse, Optimizer<T> DenseOptimizer, RowSparseOptimizer<T> SparseOptimizer) Run<T>(
        int steps,
        Action<int, T[], T[], int[]>? look = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var dense = new Optimizer<T>(options) { Schedule = schedule };
        var sparse = Sparse<T>();
        T[] θDense = Table<T>(),
            θSparse = Table<T>();
        for (int step = 1; step <= steps; step++)
        {
            int[] batch = Batch(step);
            T[] g = Gradients<T>(step, batch.Length);
            dense.LearningRate = sparse.LearningRate = Rate(step);
            dense.Step(θDense, Dense(batch, g));
            sparse.Step(θSparse, batch, g);
            if (look is null || step % 97 != 0)
                continue;
            int[] rows = [.. batch, step / 97 % Rows];
            sparse.CatchUp(θSparse, rows);
            look(step, θDense, θSparse, rows);
        }
        sparse.Flush(θSparse);
        return (θDense, θSparse, dense, sparse);
    }
}
