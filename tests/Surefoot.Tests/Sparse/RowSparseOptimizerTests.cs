using System.Runtime.InteropServices;
using Surefoot.Lanes;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sparse;
using Surefoot.Threading;

namespace Surefoot.Tests.Sparse;

/// <summary>What a user of a table relies on, beside its numbers.</summary>
public class RowSparseOptimizerTests
{
    static readonly RmsPropOptions everything = new()
    {
        Centered = true,
        Momentum = 0.9,
        WeightDecay = 0.01,
        WeightDecayForm = WeightDecayForm.Decoupled,
    };

    public static TheoryData<string> Variants => SparseVariants.Names;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Saved_and_restored_is_the_same_run_bit_for_bit(string variant)
    {
        var pattern = SparseVariants.Pattern(variant, "scheduled");
        var optimizer = pattern.Sparse<float>();
        float[] table = pattern.Table<float>();
        Take(pattern, optimizer, table, 1, 150);
        var snapshot = optimizer.Save(table);
        float[] copy = [.. table];
        Take(pattern, optimizer, table, 151, 400);

        var restored = pattern.Sparse<float>();
        restored.Restore(snapshot);
        Take(pattern, restored, copy, 151, 400);
        AssertSame(optimizer, table, restored, copy);
        Assert.Equal(400, restored.Steps);
    }

    // The rows of a batch are told apart in the table of last touches, which a step would then find in disorder.
    [Fact]
    public void A_norm_that_could_not_be_taken_leaves_nothing_behind()
    {
        const int Rows = 64,
            Width = 1024;
        int[] batch = [.. Enumerable.Range(0, Rows), 3];
        float[] gradients = [.. Enumerable.Range(0, (Rows + 1) * Width).Select(i => (i % 7) - 3f)],
            table = new float[Rows * Width],
            untouched = new float[Rows * Width];
        var optimizer = new RowSparseOptimizer<float>(everything, Rows, Width);
        var other = new RowSparseOptimizer<float>(everything, Rows, Width);
        var pool = new WorkerPool(2);
        pool.Dispose();
        optimizer.Pool = pool;
        Assert.Throws<ObjectDisposedException>(() => optimizer.GradientNorm(batch, gradients));
        Assert.All(optimizer.Touches.ToArray(), touch => Assert.Equal(0, touch));
        optimizer.Pool = null;
        optimizer.Step(table, batch, gradients);
        other.Step(untouched, batch, gradients);
        Assert.Equal(untouched, table);
    }

    [Fact]
    public void A_dense_run_goes_on_sparsely()
    {
        var pattern = new TouchPattern(everything);
        var dense = new Optimizer<double>(everything);
        double[] θDense = pattern.Table<double>();
        for (int step = 1; step <= 50; step++)
            dense.Step(
                θDense,
                TouchPattern.Dense(pattern.Batch(step), pattern.Gradients<double>(step, pattern.Batch(step).Length))
            );
        var sparse = pattern.Sparse<double>();
        sparse.Restore(dense.Save());
        double[] θSparse = [.. θDense];
        for (int step = 51; step <= 100; step++)
        {
            int[] batch = pattern.Batch(step);
            double[] g = pattern.Gradients<double>(step, batch.Length);
            dense.Step(θDense, TouchPattern.Dense(batch, g));
            sparse.Step(θSparse, batch, g);
        }
        sparse.Flush(θSparse);
        for (int i = 0; i < θDense.Length; i++)
            Assert.Equal(θDense[i], θSparse[i], 1e-14);
    }

    [Fact]
    public void CatchUp_brings_the_given_rows_and_no_others()
    {
        var pattern = new TouchPattern(everything);
        var optimizer = pattern.Sparse<double>();
        double[] table = pattern.Table<double>();
        Take(pattern, optimizer, table, 1, 30);
        double[] before = [.. table];
        optimizer.CatchUp(table, [2, 7, 2]);
        for (int i = 0; i < table.Length; i++)
            Assert.True(i / TouchPattern.Width is 2 or 7 || table[i] == before[i]);
        Assert.NotEqual(before[7 * TouchPattern.Width], table[7 * TouchPattern.Width]);
        double[] once = [.. table];
        optimizer.CatchUp(table, [7, 2]);
        Assert.Equal(once, table);
    }

    [Fact]
    public void An_empty_batch_is_a_step()
    {
        var optimizer = new RowSparseOptimizer<double>(new SgdOptions { LearningRate = 0.5, Momentum = 0.5 }, 1, 1);
        double[] table = [1];
        optimizer.Step(table, [0], [1]);
        Assert.Equal(0.5, table[0]);
        optimizer.Step(table, [], []);
        optimizer.Step(table, [], []);
        Assert.Equal(3, optimizer.Steps);
        Assert.Equal(0.5, table[0]);
        optimizer.CatchUp(table, [0]);
        Assert.Equal(0.5 - (0.5 * 0.5) - (0.5 * 0.25), table[0]);
        Assert.Equal(0.25, optimizer.State[0].Values.Span[0]);
    }

    [Fact]
    public void Repeated_rows_are_summed_in_order_first()
    {
        float[] one = new float[3 * 40],
            other = new float[3 * 40];
        var repeated = new RowSparseOptimizer<float>(everything, 3, 40);
        var summed = new RowSparseOptimizer<float>(everything, 3, 40);
        // In float (1e8 + 1) − 1e8 is 0, and (1e8 − 1e8) + 1 is 1: the order of the sum shows.
        float[] g =
        [
            .. Enumerable.Repeat(1e8f, 40),
            .. Enumerable.Repeat(3f, 40),
            .. Enumerable.Repeat(1f, 40),
            .. Enumerable.Repeat(-1e8f, 40),
        ];
        repeated.Step(one, [1, 2, 1, 1], g);
        summed.Step(other, [1, 2], [.. Enumerable.Repeat(0f, 40), .. Enumerable.Repeat(3f, 40)]);
        AssertSame(repeated, one, summed, other);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Threads_do_not_change_a_bit(int threads)
    {
        const int Rows = 3000,
            Width = 70,
            Batch = 2000;
        using var pool = new WorkerPool(threads);
        var alone = new RowSparseOptimizer<float>(everything, Rows, Width);
        var shared = new RowSparseOptimizer<float>(everything, Rows, Width) { Pool = pool };
        float[] one = new float[Rows * Width],
            other = new float[Rows * Width];
        var random = new Random(3);
        for (int step = 0; step < 20; step++)
        {
            int[] rows = [.. Enumerable.Range(0, Batch).Select(_ => random.Next(Rows))];
            float[] g = [.. Enumerable.Range(0, Batch * Width).Select(_ => random.NextSingle() - 0.5f)];
            alone.Step(one, rows, g);
            shared.Step(other, rows, g);
        }
        // Both passes of every step were shared, or the comparison says nothing.
        Assert.Equal(2 * 20, pool.Shared);
        AssertSame(alone, one, shared, other);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_allocates_nothing(bool moves)
    {
        var pattern = new TouchPattern(moves ? everything : new RmsPropOptions());
        var optimizer = pattern.Sparse<float>();
        float[] table = pattern.Table<float>(),
            g = pattern.Gradients<float>(1, 5);
        int[] rows = [1, 2, 1, 2, 3];
        for (int i = 0; i < 100; i++)
            Both(i);
        // The runtime may allocate once, while it compiles a method anew; a step that allocates does so in every round.
        long least = long.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
                Both(i);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);

        void Both(int i)
        {
            rows[0] = i % TouchPattern.Rows;
            optimizer.CatchUp(table, rows);
            optimizer.Step(table, rows, g);
        }
    }

    [Fact]
    public void Touches_are_counted_anew_before_they_overflow()
    {
        var pattern = new TouchPattern(new RmsPropOptions { Centered = true });
        var plain = pattern.Sparse<double>();
        var anew = new RowSparseOptimizer<double>(pattern.Options, TouchPattern.Rows, TouchPattern.Width)
        {
            LargestTouch = 20,
        };
        double[] one = pattern.Table<double>(),
            other = pattern.Table<double>();
        Take(pattern, plain, one, 1, 500);
        Take(pattern, anew, other, 1, 500);
        plain.Flush(one);
        anew.Flush(other);
        for (int i = 0; i < one.Length; i++)
            Assert.Equal(one[i], other[i], 1e-14);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(2e19f)]
    public void What_is_not_finite_leaves_everything_as_it_was(float bad)
    {
        foreach (var policy in new[] { NonFinitePolicy.Stop, NonFinitePolicy.Skip })
        {
            var pattern = new TouchPattern(everything);
            var told = new RowSparseOptimizer<float>(everything, TouchPattern.Rows, TouchPattern.Width)
            {
                NonFinite = policy,
                Name = "words",
            };
            var spared = pattern.Sparse<float>();
            float[] one = pattern.Table<float>(),
                other = pattern.Table<float>();
            Take(pattern, told, one, 1, 20);
            Take(pattern, spared, other, 1, 20);
            float[] g = pattern.Gradients<float>(21, 4);
            g[(2 * TouchPattern.Width) + 3] = bad;
            if (policy == NonFinitePolicy.Stop)
            {
                var thrown = Assert.Throws<NonFiniteGradientException>(() => told.Step(one, [5, 0, 9, 0], g));
                Assert.Equal(
                    ("words", (9 * TouchPattern.Width) + 3, 21L),
                    (thrown.Parameter, thrown.Index, thrown.Step)
                );
            }
            else
            {
                told.Step(one, [5, 0, 9, 0], g);
                Assert.Equal(1, told.SkippedSteps);
            }
            Assert.Equal(20, told.Steps);
            Take(pattern, told, one, 21, 60);
            Take(pattern, spared, other, 21, 60);
            AssertSame(told, one, spared, other);
        }
    }

    [Fact]
    public void A_sum_that_overflows_is_not_finite()
    {
        var optimizer = new RowSparseOptimizer<float>(new SgdOptions(), 4, 1);
        float[] table = new float[4];
        Assert.Throws<NonFiniteGradientException>(() => optimizer.Step(table, [1, 1], [3e38f, 3e38f]));
        Assert.All(table, x => Assert.Equal(0, x));
    }

    [Fact]
    public void What_cannot_be_exact_is_refused_with_the_reason()
    {
        var coupled = Assert.Throws<ArgumentException>(() =>
            new RowSparseOptimizer<float>(new RmsPropOptions { WeightDecay = 0.01 }, 4, 4)
        );
        Assert.Contains("0.01", coupled.Message, StringComparison.Ordinal);
        Assert.Contains("Decoupled", coupled.Message, StringComparison.Ordinal);
        foreach (
            var options in new[]
            {
                new AdamOptions(),
                AdamOptions.W,
                new AdamOptions { AmsGrad = true },
            }
        )
        {
            var adam = Assert.Throws<ArgumentException>(() => new RowSparseOptimizer<float>(options, 4, 4));
            Assert.Contains("moves every weight at every step", adam.Message, StringComparison.Ordinal);
        }
        var silent = Assert.Throws<ArgumentException>(() => new RowSparseOptimizer<float>(new SilentOptions(), 4, 4));
        Assert.Contains("RestObstacle", silent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_written()
    {
        var optimizer = new RowSparseOptimizer<float>(everything, 10, 2);
        float[] table = new float[20];
        var row = Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Step(table, [3, 10], [1, 1, 1, 1]));
        Assert.Contains("Row 10", row.Message, StringComparison.Ordinal);
        Assert.Contains("10 rows", row.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Step(table, [-1], [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.CatchUp(table, [10]));
        Assert.Throws<ArgumentException>(() => optimizer.Step(table, [3], [1]));
        Assert.Throws<ArgumentException>(() => optimizer.Step(new float[19], [3], [1, 1]));
        Assert.Throws<ArgumentException>(() => optimizer.Flush(new float[21]));
        Assert.Throws<ArgumentException>(() => optimizer.Step(table, [3], table.AsSpan(4, 2)));
        Assert.All(table, x => Assert.Equal(0, x));
        Assert.Equal(0, optimizer.Steps);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowSparseOptimizer<float>(everything, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowSparseOptimizer<float>(everything, 2, 0));
        Assert.Throws<ArgumentException>(() => new RowSparseOptimizer<float>(everything, 1 << 20, 1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = double.NaN);
        Assert.Throws<ArgumentException>(() =>
            optimizer.Restore(new RowSparseOptimizer<float>(new RmsPropOptions(), 10, 2).Save(table))
        );
        Assert.Throws<ArgumentException>(() =>
            optimizer.Restore(new RowSparseOptimizer<float>(everything, 5, 2).Save(new float[10]))
        );
        Assert.Throws<ArgumentException>(() =>
            optimizer.Restore(new RowSparseOptimizer<float>(new SgdOptions(), 10, 2).Save(table))
        );
    }

    [Fact]
    public void Whether_weights_move_at_rest_is_known()
    {
        Assert.False(
            new RowSparseOptimizer<float>(
                new RmsPropOptions { Centered = true, BiasCorrection = true },
                1,
                1
            ).MovesRestingRows
        );
        Assert.False(new RowSparseOptimizer<float>(new AdaGradOptions(), 1, 1).MovesRestingRows);
        Assert.True(new RowSparseOptimizer<float>(new SgdOptions { Momentum = 0.5 }, 1, 1).MovesRestingRows);
        Assert.True(
            new RowSparseOptimizer<float>(
                new SgdOptions { WeightDecay = 0.1, WeightDecayForm = WeightDecayForm.Decoupled },
                1,
                1
            ).MovesRestingRows
        );
    }

    static void Take(TouchPattern pattern, RowSparseOptimizer<float> optimizer, float[] table, int from, int to)
    {
        for (int step = from; step <= to; step++)
            optimizer.Step(table, pattern.Batch(step), pattern.Gradients<float>(step, pattern.Batch(step).Length));
    }

    static void Take(TouchPattern pattern, RowSparseOptimizer<double> optimizer, double[] table, int from, int to)
    {
        for (int step = from; step <= to; step++)
            optimizer.Step(table, pattern.Batch(step), pattern.Gradients<double>(step, pattern.Batch(step).Length));
    }

    static void AssertSame(
        RowSparseOptimizer<float> one,
        float[] table,
        RowSparseOptimizer<float> other,
        float[] otherTable
    )
    {
        one.Flush(table);
        other.Flush(otherTable);
        Assert.True(MemoryMarshal.AsBytes<float>(table).SequenceEqual(MemoryMarshal.AsBytes<float>(otherTable)));
        foreach (var (a, b) in one.State.Zip(other.State))
            Assert.True(
                MemoryMarshal.AsBytes(a.Values.Span).SequenceEqual(MemoryMarshal.AsBytes(b.Values.Span)),
                a.Name
            );
        Assert.Equal(one.Steps, other.Steps);
    }

    // A rule of a stranger's that says nothing about rest.
    sealed record SilentOptions() : OptimizerOptions(1)
    {
        public override string Name => "silent";

        public override TResult Accept<T, TResult>(IRuleVisitor<T, TResult> visitor) =>
            visitor.Visit<SilentRule<T>, SilentOptions>();
    }

    readonly struct SilentRule<T> : IRule<SilentRule<T>, T, SilentOptions>
        where T : struct
    {
        public static string? First => null;

        public static string? Second => null;

        public static string? Third => null;

        public static SilentRule<T> At<TValue>(SilentOptions options, StepInfo step)
            where TValue : IValue<T> => default;

        public void Step<N>(ref N θ, N g, ref N first, ref N second, ref N third)
            where N : struct, ILane<N, T> => θ = θ - g;

        public N EffectiveRate<N>(N first, N second, N third)
            where N : struct, ILane<N, T> => throw new NotSupportedException();
    }
}
