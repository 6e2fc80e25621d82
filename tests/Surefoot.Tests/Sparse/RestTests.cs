using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Surefoot.Rules;
using Surefoot.Sparse;
using Surefoot.Sweeps;

namespace Surefoot.Tests.Sparse;

/// <summary>
/// The mathematics of rest: one map after another, what is kept of many, and the closed forms that the rules promise.
/// </summary>
public class RestTests
{
    [Property]
    public bool One_after_another_can_be_grouped_at_will(NormalFloat a, NormalFloat b, NormalFloat c)
    {
        Rest x = Some(a.Get),
            y = Some(b.Get),
            z = Some(c.Get);
        return Near(x.Then(y).Then(z), x.Then(y.Then(z)), 1e-14) && x.Then(Rest.None) == x && Rest.None.Then(x) == x;
    }

    [Property]
    public bool A_map_does_what_its_steps_do(
        NormalFloat a,
        NormalFloat b,
        NormalFloat θ,
        NormalFloat first,
        NormalFloat second,
        NormalFloat third
    )
    {
        Rest x = Some(a.Get),
            y = Some(b.Get);
        double[] start = [.. new[] { θ.Get, first.Get, second.Get, third.Get }.Select(Math.Tanh)];
        double[] step = Apply(y, Apply(x, start)),
            leap = Apply(x.Then(y), start);
        return step.Zip(leap).All(pair => Math.Abs(pair.First - pair.Second) < 1e-14);
    }

    [Property]
    public bool A_changing_record_reaches_as_far_as_it_says(PositiveInt seed)
    {
        var random = new System.Random(seed.Get);
        var record = new ChangingRest(random.Next(2) == 0 ? 64 : 32);
        long origin = random.Next(1000);
        record.Restart(origin);
        var steps = new List<Rest>();
        for (int i = random.Next(300); i > 0; i--)
        {
            steps.Add(Some(random.NextDouble() * 10));
            record.Add(steps[^1]);
        }
        for (int back = 0; back <= Math.Min(record.Reach, steps.Count); back++)
        {
            Rest expected = Rest.None;
            foreach (Rest step in steps.TakeLast(back))
                expected = expected.Then(step);
            if (!Near(record.Since(origin + steps.Count - back), expected, 1e-13))
                return false;
        }
        return true;
    }

    // A checkpoint holds them as they are: cut otherwise, those of earlier versions could not be gone on with.
    [Theory]
    [InlineData(32, 32, 4)]
    [InlineData(64, 64, 8)]
    [InlineData(4096, 4096, 64)]
    [InlineData(6000, 8192, 64)]
    public void A_changing_record_is_cut_into_blocks_of_about_the_root_of_its_reach(int reach, int steps, int blocks)
    {
        var record = new ChangingRest(reach);
        Assert.Equal((steps - 1, steps, blocks), (record.Reach, record.Steps.Length, record.Blocks.Length));
    }

    [Property]
    public bool Steady_steps_are_powers(NonNegativeInt steps, NormalFloat at)
    {
        Rest step = Some(at.Get) with { First = 0.9999, Second = 0.9998 };
        var record = new SteadyRest(step);
        record.Restart(5);
        for (int i = 0; i < steps.Get; i++)
            record.Add(step);
        Rest expected = Rest.None;
        for (int i = 0; i < steps.Get; i++)
            expected = expected.Then(step);
        return Near(record.Since(5), expected, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(70_000)]
    [InlineData(20_000_000)]
    public void Long_rests_are_put_together_from_bytes(int steps)
    {
        double ρ = 1 - 1e-7;
        var record = new SteadyRest(new Rest(0, 0, ρ, 0, 1, 1));
        record.Restart(steps);
        Assert.Equal(1, record.Since(0).First / Math.Pow(ρ, steps), 1e-8);
    }

    // The closed forms that the rule's remarks derive, reached step by step from the rule itself.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RMSprop_rests_as_its_remarks_say(bool biasCorrection)
    {
        const double ρ = 0.97,
            μ = 0.8,
            λ = 0.3;
        var options = new RmsPropOptions
        {
            Decay = ρ,
            Momentum = μ,
            Nesterov = true,
            Centered = true,
            BiasCorrection = biasCorrection,
            WeightDecay = λ,
            WeightDecayForm = WeightDecayForm.Decoupled,
        };
        const int T = 3,
            K = 40;
        double η(int step) => 0.1 / step;
        Rest rest = Rest.None;
        for (int step = T + 1; step <= T + K; step++)
        {
            var rule = RmsPropRule<double, On, On>.At<Number<double>>(options, new StepInfo(step, η(step)));
            rest = rest.Then(
                Rest.Of(
                    rule,
                    GradientTransform<double>.At<Number<double>>(options, η(step), 1, double.PositiveInfinity)
                )
            );
        }
        double ρᵏ = Math.Pow(ρ, K),
            c = 1 - Math.Pow(ρ, T),
            ratio = c / (1 - Math.Pow(ρ, T + K));
        double left = 1,
            pull = 0;
        for (int j = K; j >= 1; j--)
        {
            pull += η(T + j) * μ * Math.Pow(μ, j) * left;
            left *= 1 - (η(T + j) * λ);
        }
        var expected = new Rest(
            1 - left,
            pull,
            ρᵏ,
            ρᵏ * (1 - ρᵏ) * (biasCorrection ? ratio : c * c),
            ρᵏ * ratio,
            Math.Pow(μ, K)
        );
        Assert.True(Near(rest, expected, 1e-12), $"{rest}, expected {expected}");
    }

    // In float the rule computes with 0.9f, and a rest with what that is in double.
    [Fact]
    public void Powers_are_of_what_the_dense_rule_multiplies_by()
    {
        var rule = RmsPropRule<float, Off, On>.At<Number<float>>(
            new RmsPropOptions { Decay = 0.9, Momentum = 0.7 },
            new StepInfo(1, 0.1)
        );
        Rest rest = Rest.Of(rule, default(GradientTransform<float>));
        Assert.Equal(new Rest(0, 0.1f * (double)0.7f, 0.9f, 0, 1, 0.7f), rest);
    }

    static Rest Some(double x)
    {
        double y = Math.Tanh(x),
            share = 0.5 + (y / 2.01);
        return new Rest(share / 10, Math.Abs(y), 1 - (share / 3), share, 1 - (share / 5), 1 - (share / 2));
    }

    static double[] Apply(Rest rest, double[] at) =>
        [
            at[0] - (rest.Loss * at[0]) - (rest.Pull * at[3]),
            (rest.First * at[1]) + (rest.Growth * at[2] * at[2]),
            rest.Second * at[2],
            rest.Third * at[3],
        ];

    static bool Near(Rest one, Rest other, double tolerance) =>
        Numbers(one)
            .Zip(Numbers(other))
            .All(pair => Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1e-12, Math.Abs(pair.Second)));

    static double[] Numbers(Rest rest) => [rest.Loss, rest.Pull, rest.First, rest.Growth, rest.Second, rest.Third];
}
