using Surefoot.Randomness;
using Surefoot.Training.Layers;

namespace Surefoot.Training.Tests.Layers;

public class InitializerTests
{
    [Fact]
    public void He_has_variance_two_over_fan_in() => Spread(Initializer.He, 50, 200, Math.Sqrt(2.0 / 50));

    [Fact]
    public void Glorot_is_uniform_with_variance_two_over_the_sum_of_the_fans()
    {
        Spread(Initializer.Glorot, 30, 70, Math.Sqrt(2.0 / 100));
        double[] values = Filled(Initializer.Glorot, 30, 70);
        Assert.InRange(values.Max(), 0.99 * Math.Sqrt(0.06), Math.Sqrt(0.06));
    }

    [Fact]
    public void Normal_has_the_given_deviation() => Spread(Initializer.Normal(0.05), 1, 1, 0.05);

    [Fact]
    public void LeCun_has_variance_one_over_fan_in() => Spread(Initializer.LeCun, 50, 200, Math.Sqrt(1.0 / 50));

    [Theory]
    [InlineData(7, 7)]
    [InlineData(3, 8)]
    [InlineData(9, 4)]
    [InlineData(1, 1)]
    public void Orthogonal_vectors_have_length_one_and_no_angle(int rows, int columns)
    {
        double[] m = new double[rows * columns];
        Initializer.Orthogonal.Fill<double>(m, rows, columns, new RandomStream(1, 2));
        int count = Math.Min(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                double dot =
                    rows < columns
                        ? Enumerable.Range(0, columns).Sum(i => m[(a * columns) + i] * m[(b * columns) + i])
                        : Enumerable.Range(0, rows).Sum(i => m[(i * columns) + a] * m[(i * columns) + b]);
                Assert.Equal(a == b ? 1 : 0, dot, 1e-12);
            }
        }
    }

    [Fact]
    public void Float_and_double_start_from_the_same_point()
    {
        float[] narrow = new float[100];
        Initializer.He.Fill<float>(narrow, 10, 10, new RandomStream(1, 2));
        Assert.Equal(Filled(Initializer.He, 10, 10)[..100].Select(value => (float)value), narrow);
    }

    [Fact]
    public void A_deviation_that_is_none_is_refused() =>
        Assert.All(
            [-1, double.NaN, double.PositiveInfinity],
            value => Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Normal(value))
        );

    static void Spread(Initializer initializer, int fanIn, int fanOut, double deviation)
    {
        double[] values = Filled(initializer, fanIn, fanOut);
        Assert.InRange(values.Average(), -0.02 * deviation, 0.02 * deviation);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.99 * deviation, 1.01 * deviation);
    }

    static double[] Filled(Initializer initializer, int fanIn, int fanOut)
    {
        double[] values = new double[40_000];
        initializer.Fill<double>(values, fanIn, fanOut, new RandomStream(1, 2));
        return values;
    }
}
