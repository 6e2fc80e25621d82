using System.Numerics;
using Surefoot.Probe;
using Surefoot.Rules;
using Surefoot.Stranger;

namespace Surefoot.Tests.Optimizers;

/// <summary>
/// Where the gradient is zero, a weight does what its formula says and nothing else: it rests, coasts on momentum, or
/// decays.
/// </summary>
public class ZeroGradientTests
{
    const int Length = 37;

    public static TheoryData<string> Variants => [.. Variant.All.Select(variant => variant.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void From_the_start_only_decay_moves_the_weights(string name)
    {
        FromTheStart<float>(Variant.Named(name));
        FromTheStart<double>(Variant.Named(name));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Later_momentum_coasts(string name)
    {
        Later<float>(Variant.Named(name), 1e-6);
        Later<double>(Variant.Named(name), 1e-14);
    }

    static void FromTheStart<T>(Variant variant)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var optimizer = variant.Create<T>(Length);
        T[] weights = new T[Length],
            before = new T[Length];
        Gradients.Weights<T>(before);
        before.CopyTo(weights, 0);
        optimizer.Step(weights, new T[Length]);
        var options = variant.Options;
        bool coupled = options is { WeightDecay: > 0, WeightDecayForm: WeightDecayForm.Coupled };
        T kept = T.CreateTruncating(options.LearningRate * options.WeightDecay);
        for (int i = 0; i < Length; i++)
        {
            if (coupled)
                Assert.True(T.Abs(weights[i]) < T.Abs(before[i]), $"{before[i]} became {weights[i]}");
            else
                Assert.Equal(options.WeightDecay > 0 ? before[i] - (kept * before[i]) : before[i], weights[i]);
        }
    }

    // Five steps with gradients come first.
    const int Step = 6;

    // θ after a step of zero gradients, from the state before it and the formulas of the papers, in double.
    static void Later<T>(Variant variant, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var options = variant.Options;
        if (options is { WeightDecay: > 0, WeightDecayForm: WeightDecayForm.Coupled })
            return;
        var optimizer = variant.Create<T>(Length);
        T[] weights = new T[Length],
            gradients = new T[Length];
        Gradients.Weights<T>(weights);
        for (int step = 1; step < Step; step++)
        {
            Gradients.Fill<T>(gradients, step);
            optimizer.Step(weights, gradients);
        }
        double[] before = [.. weights.Select(double.CreateTruncating)];
        var state = optimizer.State.ToDictionary(
            slot => slot.Name,
            slot => slot.Values.ToArray().Select(double.CreateTruncating).ToArray()
        );
        optimizer.Step(weights, new T[Length]);
        for (int i = 0; i < Length; i++)
        {
            double move = options switch
            {
                RmsPropOptions { Momentum: > 0 } o => Coast(state["momentum"][i], o.Momentum, o.Nesterov)
                    * (o.MomentumForm == MomentumForm.RateOutside ? o.LearningRate : 1),
                SgdOptions { Momentum: > 0 } o => Coast(state["momentum"][i], o.Momentum, o.Nesterov) * o.LearningRate,
                AdamOptions o => Adam(o, state, i),
                NAdamOptions o => NAdam(o, state, i),
                LionOptions o => o.LearningRate * Math.Sign(o.Beta1 * state["mean_gradient"][i]),
                AdaBeliefOptions o => AdaBelief(o, state, i),
                _ => 0,
            };
            double decayed = before[i] * (1 - (options.LearningRate * options.WeightDecay)),
                expected = decayed - move;
            Assert.Equal(expected, double.CreateTruncating(weights[i]), tolerance * Math.Max(Math.Abs(expected), 1));
        }
    }

    static double Coast(double b, double μ, bool nesterov) => nesterov ? μ * μ * b : μ * b;

    static double Adam(AdamOptions options, Dictionary<string, double[]> state, int i)
    {
        double m = options.Beta1 * state["mean_gradient"][i],
            v = options.Beta2 * state["mean_square"][i];
        if (options.AmsGrad)
            v = Math.Max(v, state["largest_mean_square"][i]);
        double root = Math.Sqrt(v / (1 - Math.Pow(options.Beta2, Step))) + options.Epsilon;
        return root == 0 ? 0 : options.LearningRate * m / (1 - Math.Pow(options.Beta1, Step)) / root;
    }

    // The product of the momenta so far and the next one, multiplied out.
    static double NAdam(NAdamOptions options, Dictionary<string, double[]> state, int i)
    {
        double m = options.Beta1 * state["mean_gradient"][i],
            v = options.Beta2 * state["mean_square"][i],
            product = 1;
        for (int t = 1; t <= Step + 1; t++)
            product *= Momentum(t);
        double root = Math.Sqrt(v / (1 - Math.Pow(options.Beta2, Step))) + options.Epsilon;
        return root == 0 ? 0 : options.LearningRate * Momentum(Step + 1) * m / (1 - product) / root;

        double Momentum(int t) => options.Beta1 * (1 - (0.5 * Math.Pow(0.96, t * options.MomentumDecay)));
    }

    static double AdaBelief(AdaBeliefOptions options, Dictionary<string, double[]> state, int i)
    {
        double m = options.Beta1 * state["mean_gradient"][i],
            s = (options.Beta2 * state["mean_surprise"][i]) + ((1 - options.Beta2) * m * m) + options.Epsilon,
            root = Math.Sqrt(s / (1 - Math.Pow(options.Beta2, Step))) + options.Epsilon;
        return options.LearningRate * m / (1 - Math.Pow(options.Beta1, Step)) / root;
    }
}
