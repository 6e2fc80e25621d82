using Surefoot.Optimizers;
using Surefoot.Rules;

namespace Surefoot.Tests.Optimizers;

/// <summary>A translated state is the one that the other dialect would have had from the same gradients.</summary>
public class TranslationTests
{
    static readonly RmsPropOptions Base = new()
    {
        LearningRate = 0.01,
        Decay = 0.9,
        Epsilon = 1e-6,
    };

    public static TheoryData<RmsPropOptions, RmsPropOptions> Allowed =>
        new()
        {
            { Base, Base with { InitialMeanSquare = 1 } },
            { Base with { InitialMeanSquare = 1 }, Base },
            { Base with { Momentum = 0.9 }, Base with { Momentum = 0.9, MomentumForm = MomentumForm.RateInside } },
            { Base with { Momentum = 0.9, MomentumForm = MomentumForm.RateInside }, Base with { Momentum = 0.9 } },
            { Base with { Centered = true }, Base },
            { Base with { Centered = true, Momentum = 0.5 }, Base },
            {
                Base with
                {
                    Momentum = 0.9,
                },
                Base with
                {
                    Epsilon = 1e-3,
                    EpsilonPlacement = EpsilonPlacement.Inside,
                    Maximize = true,
                }
            },
            { Base, Base with { WeightDecay = 0.1, WeightDecayForm = WeightDecayForm.Decoupled } },
            {
                Base with
                {
                    Momentum = 0.9,
                },
                Base with
                {
                    Momentum = 0.9,
                    Nesterov = true,
                    MomentumForm = MomentumForm.RateInside,
                }
            },
            { Base with { Centered = true }, Base with { Centered = true, BiasCorrection = true } },
            { Base with { Centered = true, BiasCorrection = true }, Base with { Centered = true } },
            {
                Base with
                {
                    Centered = true,
                    BiasCorrection = true,
                    InitialMeanSquare = 1,
                },
                Base with
                {
                    Centered = true,
                }
            },
        };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Translating_equals_having_used_the_other_dialect(RmsPropOptions from, RmsPropOptions to)
    {
        ArgumentNullException.ThrowIfNull(from);
        var translated = RmsPropTranslation.Translate(StateAfter(20, from), from, to);
        // With momentum on, ε outside or inside and the start change the steps in the buffer; these pairs leave them
        // alone.
        var expected = StateAfter(20, to);
        Assert.Equal(
            expected.Slots.Keys.Order(StringComparer.Ordinal),
            translated.Slots.Keys.Order(StringComparer.Ordinal)
        );
        foreach (var (name, values) in expected.Slots)
        {
            for (int i = 0; i < values.Length; i++)
                Assert.Equal(values[i], translated.Slots[name][i], 1e-13 * Math.Max(1, Math.Abs(values[i])));
        }
        new Optimizer<double>(to).Restore(translated);
    }

    [Fact]
    public void What_the_mathematics_does_not_allow_is_refused_with_the_reason()
    {
        Refused(Base, Base with { Decay = 0.99 }, "weighted otherwise");
        Refused(Base, Base with { Centered = true }, "mean gradient");
        Refused(Base, Base with { Momentum = 0.9 }, "momentum buffer of 0");
        Refused(Base with { Momentum = 0.5 }, Base with { Momentum = 0.9 }, "momentum buffer of 0.5");
        Refused(Base with { WeightDecay = 0.1 }, Base, "coupled weight decay of 0.1; those with one of 0");
        Refused(
            Base with
            {
                WeightDecay = 0.1,
            },
            Base with
            {
                WeightDecay = 0.1,
                WeightDecayForm = WeightDecayForm.Decoupled,
            },
            "coupled weight decay of 0.1; those with one of 0"
        );
        Refused(Base with { Centered = true }, Base with { Centered = true, Maximize = true }, "sign of the direction");
        var momentum = Base with { Momentum = 0.9, Centered = true };
        Refused(momentum, momentum with { Epsilon = 1e-4 }, "Epsilon differs");
        Refused(momentum, momentum with { EpsilonPlacement = EpsilonPlacement.Inside }, "EpsilonPlacement differs");
        Refused(momentum, momentum with { Centered = false }, "Centered differs");
        Refused(momentum, momentum with { BiasCorrection = true }, "BiasCorrection differs");
        Refused(momentum, momentum with { InitialMeanSquare = 1 }, "InitialMeanSquare differs");
        Refused(
            momentum with
            {
                Centered = false,
            },
            momentum with
            {
                Centered = false,
                Maximize = true,
            },
            "other direction"
        );

        static void Refused(RmsPropOptions from, RmsPropOptions to, string reason) =>
            Assert.Contains(
                reason,
                Assert
                    .Throws<ArgumentException>(() => RmsPropTranslation.Translate(StateAfter(3, from), from, to))
                    .Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void A_snapshot_that_the_old_settings_did_not_make_is_refused()
    {
        var state = StateAfter(3, Base with { Centered = true });
        Refused(state, Base with { Centered = true, BiasCorrection = true }, "another dialect");
        Refused(state, Base, "another dialect");
        Refused(state with { Form = "", Settings = new Dictionary<string, string>() }, Base, "no slot \"mean_square\"");
        Refused(state with { Optimizer = "adam" }, Base with { Centered = true }, "adam's");
        Refused(
            state with
            {
                Slots = new Dictionary<string, double[]>(state.Slots) { ["mean_gradient"] = [1] },
            },
            Base with
            {
                Centered = true,
            },
            "holds 1 numbers; \"variance\" holds 5"
        );
        Refused(
            state with
            {
                Slots = new Dictionary<string, double[]>(state.Slots) { ["momentum"] = new double[5] },
            },
            Base with
            {
                Centered = true,
            },
            "a slot \"momentum\""
        );
        // Before the first step there is nothing to turn, and the new start is made at that step.
        var fresh = new Optimizer<double>(Base).Save();
        Assert.Empty(RmsPropTranslation.Translate(fresh, Base, Base with { InitialMeanSquare = 1 }).Slots);

        static void Refused(OptimizerSnapshot<double> state, RmsPropOptions from, string reason) =>
            Assert.Contains(
                reason,
                Assert.Throws<ArgumentException>(() => RmsPropTranslation.Translate(state, from, Base)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void State_of_another_optimizer_or_shape_is_refused_and_nothing_changes()
    {
        var optimizer = new Optimizer<double>(Base);
        optimizer.Step(new double[7], new double[7]);
        var before = optimizer.Save();
        var wrong = new Dictionary<string, OptimizerSnapshot<double>>
        {
            ["adagrad's"] = new Optimizer<double>(new AdaGradOptions()).Save() with
            {
                Slots = new Dictionary<string, double[]> { ["sum_of_squares"] = new double[7] },
            },
            ["another dialect: its form is \"rate inside\""] = StateAfter(
                1,
                Base with
                {
                    Momentum = 0.9,
                    MomentumForm = MomentumForm.RateInside,
                },
                7
            ),
            ["no slot \"mean_square\""] = before with { Slots = new Dictionary<string, double[]>() },
            ["holds 6 numbers; 7"] = before with
            {
                Slots = new Dictionary<string, double[]> { ["mean_square"] = new double[6] },
            },
            ["a slot \"momentum\""] = StateAfter(1, Base with { Momentum = 0.9 }, 7) with
            {
                Form = "",
                Settings = new Dictionary<string, string>(),
            },
        };
        foreach (var (reason, snapshot) in wrong)
            Assert.Contains(
                reason,
                Assert.Throws<ArgumentException>(() => optimizer.Restore(snapshot)).Message,
                StringComparison.Ordinal
            );
        Assert.Equal(before.Slots["mean_square"], optimizer.Save().Slots["mean_square"]);
        Assert.Equal(1, optimizer.Steps);
    }

    static OptimizerSnapshot<double> StateAfter(int steps, RmsPropOptions options, int length = 5)
    {
        var optimizer = new Optimizer<double>(options);
        var weights = new double[length];
        for (int step = 1; step <= steps; step++)
            optimizer.Step(
                weights,
                [.. Enumerable.Range(0, length).Select(i => Math.Sin((step * 1.7) + i) + (0.3 * i))]
            );
        return optimizer.Save();
    }
}
