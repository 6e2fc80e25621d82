using Surefoot.Memory;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;

namespace Surefoot.Tests.Optimizers;

/// <summary>
/// The effective rate is what the step multiplied by: its own move proves it, for each rule, in each group, under a
/// schedule.
/// </summary>
public class EffectiveRateTests
{
    // ε is of the roots' size, so that where it stands shows.
    public static TheoryData<string, OptimizerOptions> Rules =>
        new()
        {
            {
                "rmsprop",
                new RmsPropOptions { LearningRate = 0.1, Epsilon = 0.3 }
            },
            {
                "rmsprop inside, corrected",
                new RmsPropOptions
                {
                    LearningRate = 0.1,
                    Epsilon = 0.3,
                    EpsilonPlacement = EpsilonPlacement.Inside,
                    BiasCorrection = true,
                }
            },
            {
                "rmsprop centered",
                new RmsPropOptions
                {
                    LearningRate = 0.1,
                    Epsilon = 0.3,
                    Centered = true,
                }
            },
            {
                "rmsprop without ε",
                new RmsPropOptions { LearningRate = 0.1, Epsilon = 0 }
            },
            {
                "adagrad",
                new AdaGradOptions { LearningRate = 0.1, Epsilon = 0.3 }
            },
            {
                "adam",
                new AdamOptions { LearningRate = 0.1, Epsilon = 0.3 }
            },
            {
                "adam without ε",
                new AdamOptions { LearningRate = 0.1, Epsilon = 0 }
            },
            {
                "amsgrad",
                new AdamOptions
                {
                    LearningRate = 0.1,
                    Epsilon = 0.3,
                    AmsGrad = true,
                }
            },
            {
                "sgd",
                new SgdOptions { LearningRate = 0.1 }
            },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_last_move_is_the_effective_rate_times_what_was_divided(string name, OptimizerOptions options)
    {
        Assert.NotEmpty(name);
        var layout = new ParameterLayout();
        layout.Add("a", 3);
        layout.Add("b", 2);
        var optimizer = new Optimizer<double>(options) { Layout = layout, Schedule = new Halving() };
        optimizer.AddGroup("own", options with { LearningRate = 0.7 }, parameter => parameter.Name == "b");
        double[] weights = [1, 2, 3, 4, 5],
            before = [],
            rates = new double[5];
        double[][] gradients =
        [
            [4, -3, 2, 1, -0.5],
            [0.2, -0.1, 0.3, 0.4, -0.6],
            [0.1, 0.5, -0.7, 0.3, 0.2],
        ];
        foreach (double[] gradient in gradients)
        {
            before = [.. weights];
            optimizer.Step(weights, gradient);
        }
        optimizer.EffectiveRates(rates);
        double[] divided =
            optimizer.Options is AdamOptions
                ? optimizer.State.Single(slot => slot.Name == "mean_gradient").Values.ToArray()
                : gradients[^1];
        for (int i = 0; i < 5; i++)
            Assert.Equal(before[i] - weights[i], rates[i] * divided[i], 1e-12);

        // The group's rate is seven times the base's: what differs only by it differs so.
        var alike = new Optimizer<double>(options) { Layout = layout };
        alike.AddGroup("own", options with { LearningRate = 0.7 }, parameter => parameter.Name == "b");
        alike.Step(new double[5], [1, 1, 1, 1, 1]);
        alike.EffectiveRates(rates);
        Assert.Equal(7 * rates[0], rates[4], 1e-12);
        double[] some = new double[2];
        alike.EffectiveRates(some, 2);
        Assert.Equal(rates[2..4], some);
    }

    [Fact]
    public void Each_slot_of_a_copy_is_the_slot_of_its_name_and_goes_back_to_its_place()
    {
        OptimizerOptions[] all =
        [
            new RmsPropOptions { Centered = true, Momentum = 0.9 },
            new AdamOptions { AmsGrad = true },
            new AdaGradOptions(),
            new SgdOptions { Momentum = 0.9 },
        ];
        foreach (var options in all)
        {
            Optimizer<double> first = new(options),
                second = new(options);
            double[] weights = [1, -2];
            double[][] gradients =
            [
                [3, -1],
                [0.05, 0.25],
                [-0.0125, 2],
            ];
            foreach (double[] gradient in gradients)
                first.Step(weights, gradient);
            var saved = first.Save();
            var values = first.State.ToDictionary(slot => slot.Name, slot => slot.Values.ToArray());
            Assert.Equal(values.Keys.Order(), saved.Slots.Keys.Order());
            Assert.Equal(values.Count, values.Values.Select(one => one[0]).Distinct().Count());
            Assert.All(values, one => Assert.Equal(one.Value, saved.Slots[one.Key]));
            second.Restore(saved);
            Assert.All(second.State, slot => Assert.Equal(values[slot.Name], slot.Values.ToArray()));

            // What the names say: by Adam's formula the mean of gradients, by all others that average squares, that.
            if (options is AdamOptions adam)
                Assert.Equal(
                    gradients.Select((g, i) => (1 - adam.Beta1) * Math.Pow(adam.Beta1, 2 - i) * g[0]).Sum(),
                    saved.Slots["mean_gradient"][0],
                    1e-12
                );
            double[] here = [.. weights],
                there = [.. weights];
            first.Step(here, [1, 1]);
            second.Step(there, [1, 1]);
            Assert.Equal(here, there);
        }
    }

    sealed record Halving : Schedule
    {
        public override double Factor(long step) => Math.Pow(0.5, step);
    }
}
