using Surefoot.Clipping;
using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Optimizers;

/// <summary>What a group may be, what rate it has, and how its optimizer is restored.</summary>
public class GroupTests
{
    static readonly RmsPropOptions Base = new() { LearningRate = 0.1, Momentum = 0.5 };

    [Fact]
    public void A_group_of_another_form_or_without_name_or_choice_is_refused()
    {
        var optimizer = new Optimizer<float>(Base);
        Assert.Contains(
            "\"rate inside\"",
            Assert
                .Throws<ArgumentException>(() =>
                    optimizer.AddGroup("inside", Base with { MomentumForm = MomentumForm.RateInside }, _ => true)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.ThrowsAny<ArgumentException>(() => optimizer.AddGroup(null!, Base, _ => true));
        Assert.ThrowsAny<ArgumentException>(() => optimizer.AddGroup("", Base, _ => true));
        Assert.Throws<ArgumentNullException>(() => optimizer.AddGroup("all", Base, null!));
        var invalid = Base with { Momentum = 0, Nesterov = true };
        Assert.Contains(
            "Nesterov",
            Assert.Throws<ArgumentException>(() => optimizer.AddGroup("all", invalid, _ => true)).Message,
            StringComparison.Ordinal
        );
        Assert.Single(optimizer.Groups);
        // Names may come with the list, so that they are asked for at the step.
        optimizer.AddGroup("all", Base, _ => true);
        Assert.Throws<InvalidOperationException>(() => optimizer.Step(new float[2], new float[2]));
        Assert.Equal(-1, optimizer.Length);
    }

    [Fact]
    public void A_rate_of_0_stops_groups_that_have_a_ratio_and_is_refused_where_there_is_none()
    {
        var moving = Make(0.1);
        double[] weights = [0, 0];
        moving.LearningRate = 0;
        moving.Step(weights, [-1.0, -1]);
        Assert.Equal([0, 0], weights);

        // All but the group are frozen: it has its own rate, and no ratio.
        var frozen = Make(0);
        frozen.Step(weights, [-1.0, -1]);
        Assert.Equal([0, 0.2], weights);
        foreach (double rate in new[] { 0, 0.1 })
            Assert.Contains(
                "no ratio",
                Assert.Throws<InvalidOperationException>(() => frozen.LearningRate = rate).Message,
                StringComparison.Ordinal
            );
        Assert.Contains(
            "no ratio",
            Assert.Throws<ArgumentException>(() => frozen.Restore(frozen.Save() with { LearningRate = 0.1 })).Message,
            StringComparison.Ordinal
        );
        frozen.Step(weights, [-1.0, -1]);
        Assert.Equal([0, 0.4], weights);
        Assert.Throws<InvalidOperationException>(() => Make(0, rate: 0.1));

        static Optimizer<double> Make(double learningRate, double? rate = null)
        {
            var layout = new ParameterLayout();
            layout.Add("a", 1);
            layout.Add("b", 1);
            var options = new SgdOptions { LearningRate = learningRate };
            var optimizer = new Optimizer<double>(options) { Layout = layout, LearningRate = rate ?? learningRate };
            optimizer.AddGroup("own", options with { LearningRate = 0.2 }, parameter => parameter.Name == "b");
            return optimizer;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fresh_optimizer_whose_names_come_with_the_list_is_restored(bool byNorm)
    {
        float[] a = [1, 2],
            b = [3],
            g = [0.5f, -0.25f],
            h = [2];
        using var list = new TensorList<float>();
        list.Add("a", a, g);
        list.Add("b", b, h);
        Optimizer<float> whole = Make(),
            second = Make();
        whole.Step(list);
        var saved = whole.Save();
        float[] between = [.. a, .. b];
        whole.Step(list);
        float[] expected = [.. a, .. b, .. whole.State[0].Values.Span, .. whole.State[1].Values.Span];
        between.AsSpan(0, 2).CopyTo(a);
        between.AsSpan(2).CopyTo(b);
        second.Restore(saved);
        Assert.Throws<InvalidOperationException>(() => second.EffectiveRates(new float[3]));
        second.Step(list);
        float[] actual = [.. a, .. b, .. second.State[0].Values.Span, .. second.State[1].Values.Span];
        Assert.Equal(expected, actual);

        // And from before the first step, where the state's start is the groups'.
        var early = Make();
        early.Restore(saved);
        Assert.Equal((3, 2), (early.Length, early.State.Count));
        early.Restore(Make().Save());
        Assert.Equal((-1, 0, 0), (early.Length, early.State.Count, early.Save().Slots.Count));
        early.Step(list);
        Assert.Equal(1, early.Steps);
        Assert.Equal(byNorm ? 0.99f : 1.98f, early.State[0].Values.Span[2], 0.05f);

        Optimizer<float> Make()
        {
            var start = Base with { InitialMeanSquare = 1 };
            if (byNorm)
                return new Optimizer<float>(start) { Clipping = GradientClipping.ByNorm(0.3) };
            var optimizer = new Optimizer<float>(start);
            optimizer.AddGroup("b", start with { InitialMeanSquare = 2 }, parameter => parameter.Name == "b");
            return optimizer;
        }
    }

    [Fact]
    public void Going_back_to_before_the_first_step_takes_all_state_away()
    {
        OptimizerOptions[] all = [Base with { Centered = true }, new AdamOptions { AmsGrad = true }];
        foreach (var options in all)
        {
            Optimizer<float> stepped = Make(),
                restored = Make();
            using var list = new TensorList<float>();
            list.Add("a", new float[2], new float[] { 1, 2 });
            stepped.Step(list);
            // Without names: the segments, and with them the new state, are made at the next step.
            restored.Restore(stepped.Save());
            Assert.Equal((2, 3), (restored.Length, restored.State.Count));
            restored.Restore(Make().Save());
            Assert.Equal(
                (-1, 0L, 0, 0),
                (restored.Length, restored.Steps, restored.State.Count, restored.Save().Slots.Count)
            );

            Optimizer<float> Make() => new(options) { Clipping = GradientClipping.ByNorm(1) };
        }
    }

    [Fact]
    public void Rates_are_known_at_once_after_restoring_where_no_names_are_needed_or_the_layout_has_them()
    {
        var layout = new ParameterLayout();
        layout.Add("a", 1);
        layout.Add("b", 2);
        Func<Optimizer<double>>[] all =
        [
            () => new(Base),
            () => new(Base) { Layout = layout },
            () => new(Base) { Layout = layout, Clipping = GradientClipping.ByNorm(9) },
        ];
        foreach (var make in all)
        {
            Optimizer<double> first = make(),
                second = make();
            first.Step(new double[3], [1.0, 2, 3]);
            double[] expected = new double[3],
                actual = new double[3];
            first.EffectiveRates(expected);
            second.Restore(first.Save());
            second.EffectiveRates(actual);
            Assert.Equal(expected, actual);
            Assert.Equal(3, expected.Distinct().Count());
        }
    }

    [Fact]
    public void Rates_before_the_first_step_are_refused()
    {
        var optimizer = new RmsProp();
        Assert.Throws<InvalidOperationException>(() => optimizer.SummarizeRates());
        Assert.Throws<InvalidOperationException>(() => optimizer.EffectiveRates(new float[1]));
        optimizer.Step(new float[1], [1f]);
        optimizer.LearningRate *= 3;
        Assert.Equal(3e-3 / (0.1 + 1e-8), optimizer.SummarizeRates().Largest, 1e-6);
    }

    [Fact]
    public void Saved_counts_below_0_and_numbers_that_are_not_finite_are_refused()
    {
        var optimizer = new RmsProp();
        optimizer.Step(new float[2], [1f, 2]);
        var saved = optimizer.Save();
        var broken = saved with { Slots = new Dictionary<string, float[]> { ["mean_square"] = [1, float.NaN] } };
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.Restore(saved with { SkippedSteps = -1 }));
        Assert.Contains(
            "\"mean_square\" of the saved state holds NaN at index 1",
            Assert.Throws<ArgumentException>(() => optimizer.Restore(broken)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(saved.Slots["mean_square"], optimizer.State[0].Values.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightAverage<float>(1).Updates = -1);
        // Who lets such gradients in may also go on from them.
        new RmsProp { NonFinite = NonFinitePolicy.Allow }.Restore(broken);
    }
}
