using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Rules;

namespace Surefoot.Stranger;

/// <summary>
/// AdaBelief (Zhuang and others, NeurIPS 2020, arXiv 2010.07468): Adam that divides by the root of how far gradients
/// are from their mean, so that it strides where gradients are as expected.
/// </summary>
public readonly struct AdaBeliefRule<T> : IRule<AdaBeliefRule<T>, T, AdaBeliefOptions>
    where T : struct
{
    readonly T η,
        β1,
        oneMinusβ1,
        β2,
        oneMinusβ2,
        correction,
        ε;

    AdaBeliefRule(T η, T β1, T oneMinusβ1, T β2, T oneMinusβ2, T correction, T ε)
    {
        (this.η, this.β1, this.oneMinusβ1, this.β2, this.oneMinusβ2) = (η, β1, oneMinusβ1, β2, oneMinusβ2);
        (this.correction, this.ε) = (correction, ε);
    }

    public static string? First => "mean_gradient";

    public static string? Second => "mean_surprise";

    public static string? Third => null;

    public static (string First, string Second, string Third) Letters => ("m", "s", "");

    public static AdaBeliefRule<T> At<TValue>(AdaBeliefOptions options, StepInfo step)
        where TValue : IValue<T> =>
        new(
            TValue.Of("η/(1−β₁ᵗ)", step.LearningRate / (1 - Math.Pow(options.Beta1, step.Number))),
            TValue.Of("β₁", options.Beta1),
            TValue.Of("(1−β₁)", 1 - options.Beta1),
            TValue.Of("β₂", options.Beta2),
            TValue.Of("(1−β₂)", 1 - options.Beta2),
            TValue.Of("1/(1−β₂ᵗ)", 1 / (1 - Math.Pow(options.Beta2, step.Number))),
            TValue.Of("ε", options.Epsilon)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N m, ref N s, ref N third)
        where N : struct, ILane<N, T>
    {
        m = (β1 * m) + (oneMinusβ1 * g);
        N surprise = g - m;
        s = (β2 * s) + (oneMinusβ2 * (surprise * surprise)) + ε;
        θ = θ - (η * m / (N.Sqrt(correction * s) + ε));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N m, N s, N third)
        where N : struct, ILane<N, T> => η / (N.Sqrt(correction * s) + ε);
}
