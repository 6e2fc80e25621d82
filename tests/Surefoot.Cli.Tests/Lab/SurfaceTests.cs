using Surefoot.Lab.Descent;
using Surefoot.Lab.Descent.Surfaces;

namespace Surefoot.Cli.Tests.Lab;

public sealed class SurfaceTests
{
    public static TheoryData<string> Names => [.. Surface.All.Select(surface => surface.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_slope_is_the_derivative_of_the_height(string name)
    {
        Surface surface = Find(name);
        Field field = surface.Field;
        for (int i = 0; i <= 8; i++)
        {
            for (int j = 0; j <= 8; j++)
            {
                Spot at = new(
                    field.Left + (i / 8.0 * (field.Right - field.Left)),
                    field.Bottom + (j / 8.0 * (field.Top - field.Bottom))
                );
                Spot slope = surface.Gradient(at);
                Near(
                    (surface.Height(at with { X = at.X + 1e-5 }) - surface.Height(at with { X = at.X - 1e-5 })) / 2e-5,
                    slope.X
                );
                Near(
                    (surface.Height(at with { Y = at.Y + 1e-5 }) - surface.Height(at with { Y = at.Y - 1e-5 })) / 2e-5,
                    slope.Y
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_minimum_is_level_and_no_place_in_the_field_is_lower(string name)
    {
        Surface surface = Find(name);
        Spot minimum = surface.Minimum!.Value,
            slope = surface.Gradient(minimum);
        Assert.InRange(Math.Abs(slope.X) + Math.Abs(slope.Y), 0, 1e-12);
        double least = surface.Height(minimum);
        Field field = surface.Field;
        for (double x = field.Left; x <= field.Right; x += (field.Right - field.Left) / 40)
        {
            for (double y = field.Bottom; y <= field.Top; y += (field.Top - field.Bottom) / 40)
                Assert.True(surface.Height(new(x, y)) >= least - 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_start_lies_in_the_field_and_every_optimizer_ends_lower_at_the_proposed_rates(string name)
    {
        Surface surface = Find(name);
        Assert.InRange(surface.Start.X, surface.Field.Left, surface.Field.Right);
        Assert.InRange(surface.Start.Y, surface.Field.Bottom, surface.Field.Top);
        foreach (Walker walker in new WalkSettings(surface).Everyone)
        {
            Walk walk = Walk.Of(surface, walker, surface.Steps);
            Assert.False(walk.LeftTheNumbers);
            Assert.True(
                walk.Prints[^1].Height < walk.Prints[0].Height,
                $"{walker.Title}: from {walk.Prints[0].Height} to {walk.Prints[^1].Height}"
            );
        }
    }

    [Fact]
    public void The_condition_is_the_ratio_of_the_quadratics_curvatures()
    {
        Quadratic surface = new(50);
        double cos = Math.Cos(Math.PI / 6),
            sin = Math.Sin(Math.PI / 6);
        Assert.Equal(50, surface.Height(new(cos, sin)) / surface.Height(new(-sin, cos)), 9);
    }

    [Fact]
    public void On_the_moving_minimum_rmsprop_follows_and_adagrad_falls_behind()
    {
        Surface surface = Find("moving");
        double[] heights =
        [
            .. new WalkSettings(surface).Walkers.Select(walker =>
                Walk.Of(surface, walker, surface.Steps).Prints[^1].Height
            ),
        ];
        Assert.True(heights[0] < heights[1] / 4, $"RMSprop {heights[0]}, AdaGrad {heights[1]}");
    }

    [Fact]
    public void From_the_saddle_rmsprop_is_away_before_plain_gradient_descent()
    {
        Surface surface = Find("saddle");
        int[] away =
        [
            .. new WalkSettings(surface).Walkers.Select(walker =>
                Walk.Of(surface, walker, surface.Steps)
                    .Prints.Index()
                    .First(print => Math.Abs(print.Item.At.Y) > 1)
                    .Index
            ),
        ];
        Assert.True(away[0] < away[4], $"RMSprop at step {away[0]}, gradient descent at step {away[4]}");
    }

    [Fact]
    public void On_the_rare_coordinate_rmsprop_keeps_up_and_gradient_descent_falls_behind()
    {
        Surface surface = Find("sparse");
        double[] left =
        [
            .. new WalkSettings(surface).Walkers.Select(walker =>
                Walk.Of(surface, walker, surface.Steps).Prints[^1].At.Y / surface.Start.Y
            ),
        ];
        Assert.True(left[0] < 0.75 * left[4], $"of y are left: RMSprop {left[0]}, gradient descent {left[4]}");
    }

    [Fact]
    public void A_rare_coordinate_has_a_gradient_at_one_step_in_ten()
    {
        SparseCoordinate surface = new();
        Assert.Equal(20, Enumerable.Range(1, 200).Count(step => surface.GradientAt(new(1, 1), step).Y != 0));
        Assert.All(Enumerable.Range(1, 200), step => Assert.Equal(1, surface.GradientAt(new(1, 1), step).X));
    }

    static Surface Find(string name) => Surface.All.First(surface => surface.Name == name);

    static void Near(double expected, double actual) =>
        Assert.InRange(
            actual,
            expected - (1e-5 * (1 + Math.Abs(expected))),
            expected + (1e-5 * (1 + Math.Abs(expected)))
        );
}
