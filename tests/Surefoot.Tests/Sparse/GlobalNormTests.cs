using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Sparse;

/// <summary>
/// An arena and row-sparse tables, told of the norm of all their gradients, are clipped as one vector.
/// </summary>
public class GlobalNormTests
{
    const int Arena = 37,
        Rows = TouchPattern.Rows,
        Width = TouchPattern.Width,
        Table = Rows * Width;

    [Theory]
    [InlineData(1)]
    [InlineData(1e200)]
    public void Arena_and_table_are_shortened_as_one(double size)
    {
        var options = new SgdOptions { LearningRate = 1e-3, Momentum = 0.9 };
        var clipping = GradientClipping.ByGlobalNorm(0.7);
        var pattern = new TouchPattern(options);
        Optimizer<double> whole = new(options) { Clipping = clipping, GradientScale = 0.5 },
            arena = new(options) { Clipping = clipping, GradientScale = 0.5 };
        RowSparseOptimizer<double> table = new(options, Rows, Width) { Clipping = clipping, GradientScale = 0.5 };
        double[] θ = pattern.Table<double>(),
            θArena = new double[Arena],
            θWhole = [.. θArena, .. θ];
        for (int step = 1; step <= 200; step++)
        {
            int[] batch = pattern.Batch(step);
            double[] g = Array.ConvertAll(pattern.Gradients<double>(step, batch.Length), each => size * each),
                gArena = new double[Arena];
            for (int i = 0; i < Arena; i++)
                gArena[i] = size * Math.Sin(step + i) * (step % 3);
            whole.Step(θWhole, [.. gArena, .. TouchPattern.Dense(batch, g)]);
            double norm = double.Hypot(arena.GradientNorm(gArena), table.GradientNorm(batch, g));
            arena.Step(θArena, gArena, norm);
            table.Step(θ, batch, g, norm);
        }
        table.Flush(θ);
        double[] apart = [.. θArena, .. θ];
        for (int i = 0; i < apart.Length; i++)
            Assert.Equal(θWhole[i], apart[i], 1e-12 * Math.Max(Math.Abs(θWhole[i]), 1e-3));
    }

    [Fact]
    public void The_norm_of_a_batch_is_of_rows_summed_and_leaves_no_trace()
    {
        var table = new RowSparseOptimizer<float>(new RmsPropOptions(), 3, 2);
        Assert.Equal(5, table.GradientNorm([1, 1, 0], [1f, 1, 2, 2, 0, MathF.Sqrt(7)]), 1e-6);
        Assert.Equal(0, table.GradientNorm([], []));
        Assert.True(double.IsNaN(table.GradientNorm([2], [float.NaN, 1])));
        Assert.Throws<ArgumentException>(() => table.GradientNorm([1], [1f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.GradientNorm([3], [1f, 1]));
        float[] weights = new float[6];
        table.Step(weights, [1], [1f, 1]);
        Assert.Equal(1, table.Steps);
        Assert.Equal(0, weights[0]);
    }

    // As of a network all of whose weights lie in row-sparse tables.
    [Fact]
    public void An_arena_without_weights_has_a_norm_of_0()
    {
        var optimizer = new RmsProp { Layout = new ParameterLayout(), Clipping = GradientClipping.ByGlobalNorm(1) };
        optimizer.Step([], []);
        Assert.Equal(1, optimizer.Steps);
        Assert.Equal(0, optimizer.GradientNorm([]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void A_norm_that_is_no_length_is_refused(double norm)
    {
        var (arena, table) = Clipped(GradientClipping.ByGlobalNorm(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Step(new float[2], [3, 4], norm));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Step(new float[4], [1], [3f, 4], norm));
        Assert.Equal(0, arena.Steps + table.Steps);
    }

    // The norm of the others alone, say.
    [Fact]
    public void A_norm_below_that_of_the_gradients_is_refused_and_changes_nothing()
    {
        var (arena, table) = Clipped(GradientClipping.ByGlobalNorm(1));
        float[] weights = new float[2],
            rows = new float[4];
        Assert.Contains("norm of 5", Refused(() => arena.Step(weights, [3, 4], 4.9)), StringComparison.Ordinal);
        Assert.Contains("norm of 5", Refused(() => table.Step(rows, [1], [3f, 4], 4.9)), StringComparison.Ordinal);
        Assert.Equal(0, arena.Steps + table.Steps);
        Assert.All([.. weights, .. rows, .. arena.State[0].Values.Span], weight => Assert.Equal(0, weight));
        table.Step(rows, [1, 1], [1.5f, 2, 1.5f, 2], 5);
        arena.Step(weights, [3, 4], 5);
        Assert.Equal(weights, rows[2..]);
        Assert.NotEqual(0, weights[0]);
    }

    [Fact]
    public void Clipping_of_another_kind_does_not_look_at_it()
    {
        var (arena, table) = Clipped(GradientClipping.ByValue(1));
        var (alone, tableAlone) = Clipped(GradientClipping.ByValue(1));
        float[] weights = new float[2],
            without = new float[2],
            rows = new float[4],
            rowsWithout = new float[4];
        arena.Step(weights, [3, 0.4f], 1);
        alone.Step(without, [3, 0.4f]);
        table.Step(rows, [1], [3f, 0.4f], 1);
        tableAlone.Step(rowsWithout, [1], [3f, 0.4f]);
        Assert.Equal(without, weights);
        Assert.Equal(rowsWithout, rows);
    }

    static (Optimizer<float> Arena, RowSparseOptimizer<float> Table) Clipped(GradientClipping clipping)
    {
        var options = new RmsPropOptions { Epsilon = 1 };
        return (new(options) { Clipping = clipping }, new(options, 2, 2) { Clipping = clipping });
    }

    static string Refused(Action act) => Assert.Throws<ArgumentException>(act).Message;
}
