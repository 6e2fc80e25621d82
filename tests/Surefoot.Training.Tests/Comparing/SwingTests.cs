using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Surefoot.Training.Comparing;

namespace Surefoot.Training.Tests.Comparing;

public sealed class SwingTests
{
    [Fact]
    public void A_straight_curve_does_not_swing_however_steep_and_its_beginning_counts_for_nothing()
    {
        double[] curve = [9, -4, 100, 7, 6, 5, 4];
        Assert.Equal(0, Swing.Of(curve), 12);
    }

    [Fact]
    public void One_that_jumps_to_and_fro_by_a_swings_by_a()
    {
        double[] curve = [.. Enumerable.Range(0, 400).Select(i => 3 - (0.01 * i) + (i % 2 == 0 ? 0.25 : -0.25))];
        Assert.Equal(0.25, Swing.Of(curve), 3);
    }

    [Fact]
    public void Too_few_values_have_no_swing() => Assert.Equal(double.NaN, Swing.Of([1, 2, 1, 2]));

    [Property]
    public Property Neither_a_line_that_is_added_nor_the_sign_matters(int[] values, sbyte slope)
    {
        double[] curve = [.. values.Select(value => (double)(value % 1000))],
            moved = [.. curve.Select((value, i) => 5 - value + (slope * i))];
        double swing = Swing.Of(curve),
            other = Swing.Of(moved);
        return (double.IsNaN(swing) ? double.IsNaN(other) : Math.Abs(swing - other) <= 1e-8 * (1 + swing)).ToProperty();
    }
}
