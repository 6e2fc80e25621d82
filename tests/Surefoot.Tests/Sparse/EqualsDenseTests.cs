using System.Numerics;
using System.Runtime.InteropServices;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Sparse;

/// <summary>Row-sparse steps make the weights and the state of the dense algorithm.</summary>
public class EqualsDenseTests
{
    const int Steps = 10_000;

    public static TheoryData<string> Variants => SparseVariants.Names;

    // In float both drift from the run in double, each weight on a random walk of its own. In every run the sparse one
    // is no further from it than twice the dense one is, by the mean and by the root of the mean square of |Δ|/max(|p|,
    // 1e-3) over the weights; the one weight that is furthest is a matter of luck, and taken over all schedules.
    [Theory]
    [MemberData(nameof(Variants))]
    public void Over_10000_steps_in_double_within_1e_12_and_in_float_as_near_as_the_dense_run(string variant)
    {
        double furthestDense = 0,
            furthestSparse = 0;
        foreach (string schedule in SparseVariants.Schedules.Keys)
        {
            var pattern = SparseVariants.Pattern(variant, schedule);
            double[] exact = SameInDouble(pattern);
            var (dense, sparse, _, _) = pattern.Run<float>(Steps);
            var (ofDense, ofSparse) = (Drift(dense, exact), Drift(sparse, exact));
            Assert.True(
                ofSparse.Mean <= 2 * ofDense.Mean,
                $"{schedule}: on average {ofSparse.Mean} from double; the dense run in float {ofDense.Mean}"
            );
            Assert.True(
                ofSparse.RootMeanSquare <= 2 * ofDense.RootMeanSquare,
                $"{schedule}: {ofSparse.RootMeanSquare} from double; the dense run in float {ofDense.RootMeanSquare}"
            );
            (furthestDense, furthestSparse) = (
                Math.Max(furthestDense, ofDense.Furthest),
                Math.Max(furthestSparse, ofSparse.Furthest)
            );
        }
        Assert.True(
            furthestSparse <= 2 * furthestDense,
            $"at most {furthestSparse} from double; the dense run in float {furthestDense}"
        );
    }

    static (double Mean, double RootMeanSquare, double Furthest) Drift(float[] run, double[] exact)
    {
        double[] off = [.. run.Zip(exact, (single, number) => Math.Abs(single - number))],
            relative = [.. off.Zip(exact, (each, number) => each / Math.Max(Math.Abs(number), 1e-3))];
        return (relative.Average(), Math.Sqrt(relative.Average(each => each * each)), off.Max());
    }

    static double[] SameInDouble(TouchPattern pattern)
    {
        int looks = 0;
        var (dense, sparse, denseOptimizer, sparseOptimizer) = pattern.Run<double>(
            Steps,
            (step, dense, sparse, rows) =>
            {
                foreach (int row in rows)
                    Same(dense, sparse, row, step);
                looks++;
            }
        );
        Assert.True(looks > 100);
        for (int row = 0; row < TouchPattern.Rows; row++)
            Same(dense, sparse, row, Steps);
        Assert.Equal(denseOptimizer.Steps, sparseOptimizer.Steps);
        foreach (var (slot, lazy) in denseOptimizer.State.Zip(sparseOptimizer.State))
        {
            Assert.Equal(slot.Name, lazy.Name);
            for (int i = 0; i < dense.Length; i++)
            {
                double expected = slot.Values.Span[i],
                    actual = lazy.Values.Span[i];
                Assert.True(
                    Math.Abs(actual - expected) <= Math.Max(1e-11 * Math.Abs(expected), 1e-290),
                    $"{slot.Name}[{i}] is {actual:R}, dense {expected:R}"
                );
            }
        }
        return dense;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Bit_for_bit_where_every_row_has_a_gradient(string variant)
    {
        BitForBit<float>(variant);
        BitForBit<double>(variant);
    }

    [Fact]
    public void With_scaling_and_every_clipping()
    {
        foreach (
            var clipping in new[]
            {
                GradientClipping.ByValue(0.5),
                GradientClipping.ByNorm(2),
                GradientClipping.ByGlobalNorm(0.1),
            }
        )
        {
            var pattern = SparseVariants.Pattern("centered+momentum+decay");
            var dense = new Optimizer<double>(pattern.Options)
            {
                Clipping = clipping,
                GradientScale = 0.25,
                Layout = Layout(),
            };
            var sparse = new RowSparseOptimizer<double>(pattern.Options, TouchPattern.Rows, TouchPattern.Width)
            {
                Clipping = clipping,
                GradientScale = 0.25,
            };
            double[] θDense = pattern.Table<double>(),
                θSparse = pattern.Table<double>();
            for (int step = 1; step <= 500; step++)
            {
                int[] batch = pattern.Batch(step);
                double[] g = pattern.Gradients<double>(step, batch.Length);
                dense.Step(θDense, TouchPattern.Dense(batch, g));
                sparse.Step(θSparse, batch, g);
            }
            sparse.Flush(θSparse);
            for (int row = 0; row < TouchPattern.Rows; row++)
                Same(θDense, θSparse, row, 500);
        }

        static Surefoot.Memory.ParameterLayout Layout()
        {
            var layout = new Surefoot.Memory.ParameterLayout();
            layout.Add("table", TouchPattern.Rows * TouchPattern.Width);
            return layout;
        }
    }

    // The dense optimizer keeps no buffer of a bit that a resting row could not have: state so small that the dense
    // sweep drops it is dropped here too.
    [Fact]
    public void State_that_has_faded_is_zero()
    {
        var options = new RmsPropOptions { Decay = 0.9, Momentum = 0.5 };
        var sparse = new RowSparseOptimizer<float>(options, 2, 16);
        float[] table = new float[32],
            g = new float[16];
        g.AsSpan().Fill(1);
        sparse.Step(table, [0], g);
        for (int i = 0; i < 2000; i++)
            sparse.Step(table, [], []);
        sparse.CatchUp(table, [0]);
        foreach (var slot in sparse.State)
            Assert.All(slot.Values[..16].ToArray(), value => Assert.Equal(0f, value));
        Assert.NotEqual(0f, table[0]);
    }

    static void BitForBit<T>(string variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var pattern = SparseVariants.Pattern(variant, "scheduled");
        var dense = new Optimizer<T>(pattern.Options) { Schedule = pattern.Schedule };
        var sparse = pattern.Sparse<T>();
        T[] θDense = pattern.Table<T>(),
            θSparse = pattern.Table<T>();
        int[] all = [.. Enumerable.Range(0, TouchPattern.Rows).Reverse()];
        for (int step = 1; step <= 60; step++)
        {
            T[] g = pattern.Gradients<T>(step, all.Length);
            dense.Step(θDense, TouchPattern.Dense(all, g));
            sparse.Step(θSparse, all, g);
        }
        Assert.True(MemoryMarshal.AsBytes<T>(θDense).SequenceEqual(MemoryMarshal.AsBytes<T>(θSparse)));
    }

    static void Same(double[] dense, double[] sparse, int row, int step)
    {
        for (int i = row * TouchPattern.Width; i < (row + 1) * TouchPattern.Width; i++)
        {
            bool same = Math.Abs(sparse[i] - dense[i]) <= 1e-12 * Math.Max(Math.Abs(dense[i]), 1e-3);
            Assert.True(
                same,
                $"step {step}, row {row}, column {i % TouchPattern.Width}: {sparse[i]:R}, dense {dense[i]:R}, "
                    + $"off by {sparse[i] - dense[i]:E2}"
            );
        }
    }
}
