using Surefoot.Lab.Descent;
using Surefoot.Lab.Descent.Surfaces;
using Surefoot.Rules;

namespace Surefoot.Cli.Tests.Lab;

public sealed class WalkTests
{
    [Theory]
    [InlineData("rmsprop", 1)]
    [InlineData("adagrad", 2)]
    [InlineData("adam", 3)]
    [InlineData("momentum", 4)]
    [InlineData("sgd", 6)]
    [InlineData("adamw", 3)]
    [InlineData("nadam", 3)]
    [InlineData("lion", 1)]
    [InlineData("adadelta", 5)]
    public void Each_optimizer_walks_at_a_rate_that_suits_it(string name, double rate) =>
        Assert.Equal(rate, new Rates(1, 2, 3, 4, 6).For(OptimizerKind.Find(name)!));

    [Fact]
    public void Averages_of_squares_forget_within_a_walk()
    {
        Assert.Equal(0.9, ((RmsPropOptions)new WalkSettings(new Ravine()).Options["rmsprop"]).Decay);
        Assert.Equal(0.9, ((AdadeltaOptions)new WalkSettings(new Ravine()).Options["adadelta"]).Decay);
    }

    [Fact]
    public void A_walk_of_rmsprop_is_the_formula_step_by_step_with_its_mean_square_and_its_rate()
    {
        WalkSettings settings = new WalkSettings(new Ravine()).With(
            "rmsprop",
            new RmsPropOptions
            {
                LearningRate = 0.1,
                Decay = 0.9,
                Epsilon = 1e-3,
            }
        );
        Walk walk = Walk.Of(settings.Surface, settings.Walkers[0], 50);
        (double x, double v) = (settings.Surface.Start.X, 0);
        for (int step = 1; step <= 50; step++)
        {
            double g = x / 10;
            v = (0.9 * v) + (0.1 * g * g);
            double rate = 0.1 / (Math.Sqrt(v) + 1e-3);
            x -= rate * g;
            Footprint print = walk.Prints[step];
            Assert.Equal(x, print.At.X, 1e-12);
            Assert.Equal(v, print.Squares.X, 1e-12);
            Assert.Equal(rate, print.Rates.X, 1e-12);
        }
    }

    [Fact]
    public void Every_optimizer_walks_and_says_what_it_keeps()
    {
        WalkSettings settings = new WalkSettings(new Ravine()).With("rmsprop", new RmsPropOptions { Centered = true });
        Assert.Equal(
            ["variance", "sum of squares", "mean square", "", ""],
            settings.Walkers.Select(walker => walker.Keeps)
        );
        foreach (Walker walker in settings.Everyone)
        {
            Footprint last = Walk.Of(settings.Surface, walker, 30).Prints[^1];
            Assert.Equal(walker.Keeps.Length == 0, double.IsNaN(last.Squares.X));
            Assert.True(last.Rates.X > 0 && last.Rates.Y > 0);
        }
    }

    [Fact]
    public void A_walk_that_runs_away_ends_where_its_gradient_is_no_longer_finite()
    {
        WalkSettings settings = new WalkSettings(new Rosenbrock()).With("sgd", new SgdOptions { LearningRate = 10 });
        Walk walk = Walk.Of(settings.Surface, settings.Walkers[^1], 400);
        Assert.True(walk.LeftTheNumbers);
        Assert.InRange(walk.Prints.Count, 2, 20);
        string picture = new WalkDrawing(settings.Surface, [walk], 400, new(620, 500)).ToSvg().Value;
        Assert.DoesNotContain("NaN", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("E+", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void Contours_are_closed_loops_around_the_ground_below_them()
    {
        Contours contours = new(at => (at.X * at.X) + (at.Y * at.Y), new(-2, 2, -2, 2), 81, 81);
        List<Spot> circle = Assert.Single(contours.Loops(1));
        Assert.All(circle, spot => Assert.Equal(1, Math.Sqrt((spot.X * spot.X) + (spot.Y * spot.Y)), 2e-3));
        Assert.Equal(Math.PI, Area(circle), 0.01);
        // A level that the field cuts off is closed outside of it, by half a cell: the square and the circle share
        // 14.435.
        Assert.InRange(Area(Assert.Single(contours.Loops(5))), 14.43, 14.8);
        Assert.Empty(contours.Loops(-1));
    }

    // Positive where the loop runs with its inside to the left.
    static double Area(List<Spot> loop) =>
        loop.Index()
            .Sum(item =>
                (item.Item.X * loop[(item.Index + 1) % loop.Count].Y)
                - (loop[(item.Index + 1) % loop.Count].X * item.Item.Y)
            ) / 2;
}
