using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Schedules;

public class ScheduleTests
{
    // Factors at steps 0, 1, 5, 10 and 100, worked out from each formula by hand.
    public static TheoryData<Schedule, double[]> Known =>
        new()
        {
            { Schedule.Constant, [1, 1, 1, 1, 1] },
            { new StepSchedule(5, 0.5), [1, 1, 0.5, 0.25, Math.Pow(0.5, 20)] },
            { new ExponentialSchedule(0.9), [1, 0.9, 0.59049, 0.3486784401, Math.Pow(0.9, 100)] },
            { new ExponentialSchedule(0.25, over: 10), [1, Math.Pow(0.25, 0.1), 0.5, 0.25, Math.Pow(0.25, 10)] },
            { new PolynomialSchedule(10), [1, 0.9, 0.5, 0, 0] },
            { new PolynomialSchedule(10, power: 2, last: 0.1), [1, (0.9 * 0.81) + 0.1, 0.325, 0.1, 0.1] },
            { new CosineSchedule(10), [1, (1 + Math.Cos(Math.PI / 10)) / 2, 0.5, 0, 0] },
            {
                new CosineSchedule(4, last: 0.2, growth: 1),
                [1, 0.2 + (0.4 * (1 + Math.Cos(Math.PI / 4))), 0.2 + (0.4 * (1 + Math.Cos(Math.PI / 4))), 0.6, 1]
            },
            {
                new CosineSchedule(2, growth: 2),
                [1, 0.5, (1 + Math.Cos(3 * Math.PI / 4)) / 2, 0.5, (1 + Math.Cos(Math.PI * 38 / 64)) / 2]
            },
            { new InverseSquareRootSchedule(4), [1, 1, Math.Sqrt(4.0 / 6), Math.Sqrt(4.0 / 11), Math.Sqrt(4.0 / 101)] },
            { new WarmupSchedule(5), [0.2, 0.4, 1, 1, 1] },
            { new WarmupSchedule(5, new PolynomialSchedule(10)), [0.2, 0.4, 1, 0.5, 0] },
            {
                new OneCycleSchedule(11, rise: 3.0 / 11, start: 10, end: 100),
                [0.1, 0.55, OneCycleFall(3.0 / 8), 0.001, 0.001]
            },
        };

    static double OneCycleFall(double share) => 0.001 + (0.999 * (1 + Math.Cos(Math.PI * share)) / 2);

    [Theory]
    [MemberData(nameof(Known))]
    public void Factors_follow_the_formula(Schedule schedule, double[] expected)
    {
        long[] steps = [0, 1, 5, 10, 100];
        for (int i = 0; i < steps.Length; i++)
            Assert.Equal(expected[i], schedule.Factor(steps[i]), 12);
    }

    [Fact]
    public void The_optimizer_uses_the_factor_of_the_steps_taken()
    {
        var optimizer = new Optimizer<double>(new SgdOptions { LearningRate = 1 })
        {
            Schedule = new StepSchedule(2, 0.5),
        };
        double[] weight = [0];
        var moves = new List<double>();
        for (int step = 0; step < 6; step++)
        {
            double before = weight[0];
            optimizer.Step(weight, [-1.0]);
            moves.Add(weight[0] - before);
        }
        Assert.Equal([1, 1, 0.5, 0.5, 0.25, 0.25], moves);
    }

    [Theory]
    [InlineData(10, 0.1)]
    [InlineData(4, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(10, 0.01)]
    public void A_cycle_that_rises_for_a_step_or_less_begins_at_the_peak(long total, double rise)
    {
        var schedule = new OneCycleSchedule(total, rise);
        Assert.Equal(1, schedule.Factor(0));
        Assert.Equal(1 / 25e4, schedule.Factor(total - 1), 12);
        for (long step = 1; step < total; step++)
            Assert.True(schedule.Factor(step) < schedule.Factor(step - 1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.5)]
    public void A_factor_that_is_no_number_of_0_or_more_is_refused_before_anything_is_written(double bad)
    {
        var schedule = new BreaksAt(2, bad);
        float[] weights = [1, 1],
            table = [1, 1];
        var dense = new RmsProp { Schedule = schedule };
        var sparse = new RowSparseOptimizer<float>(new RmsPropOptions { Momentum = 0.9 }, 2, 1) { Schedule = schedule };
        for (int step = 0; step < 2; step++)
        {
            dense.Step(weights, [1f, 1]);
            sparse.Step(table, [0], [1f]);
        }
        float[][] before =
        [
            [.. weights],
            [.. table],
            dense.Save().Slots["mean_square"],
            sparse.State[0].Values.ToArray(),
        ];
        foreach (var step in new Action[] { () => dense.Step(weights, [1f, 1]), () => sparse.Step(table, [0], [1f]) })
        {
            string message = Assert.Throws<InvalidOperationException>(step).Message;
            Assert.Contains("BreaksAt", message, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"{bad} at step 3"), message, StringComparison.Ordinal);
        }
        Assert.Equal(before, [weights, table, dense.Save().Slots["mean_square"], sparse.State[0].Values.ToArray()]);
        Assert.Equal((2, 2), (dense.Steps, sparse.Steps));
    }

    sealed record BreaksAt(long Step, double Value) : Schedule
    {
        public override double Factor(long steps) => steps == Step ? Value : 1;
    }

    [Fact]
    public void Bad_settings_are_refused_by_name_and_value()
    {
        Assert.Contains(
            "every must be a whole number, 1 or more; it is 0",
            Refusal(() => new StepSchedule(0)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "factor must be a number above 0; it is NaN",
            Refusal(() => new ExponentialSchedule(double.NaN)),
            StringComparison.Ordinal
        );
        Assert.Contains("rise", Refusal(() => new OneCycleSchedule(10, rise: 1)), StringComparison.Ordinal);
        Assert.Contains("factor", Refusal(() => new PlateauReducer(factor: 1)), StringComparison.Ordinal);

        static string Refusal(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;
    }

    [Fact]
    public void A_plateau_lowers_the_rate_after_patience_and_remembers()
    {
        var optimizer = new RmsProp(0.1);
        var reducer = new PlateauReducer(factor: 0.5, patience: 2, smallest: 0.03);
        bool[] lowered =
        [
            .. new[] { 1.0, 0.5, 0.5, 0.6, double.NaN, 0.4, 0.4, 0.4 }.Select(loss => reducer.Report(loss, optimizer)),
        ];
        Assert.Equal([false, false, false, false, true, false, false, false], lowered);
        Assert.Equal(0.05, optimizer.LearningRate, 12);

        var resumed = new PlateauReducer(factor: 0.5, patience: 2, smallest: 0.03) { Memory = reducer.Memory };
        Assert.True(resumed.Report(0.4, optimizer));
        Assert.Equal(0.03, optimizer.LearningRate, 12);
        for (int i = 0; i < 10; i++)
            Assert.False(resumed.Report(0.4, optimizer));
    }
}
