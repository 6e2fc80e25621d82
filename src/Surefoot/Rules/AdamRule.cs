using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015, arXiv 1412.6980), and AMSGrad (Reddi, Kale and Kumar, ICLR 2018), which divides by
/// the largest v so far:
/// <code>
/// m ← β₁·m + (1−β₁)·g
/// v ← β₂·v + (1−β₂)·g²
/// θ ← θ − η/(1−β₁ᵗ)·m/(√v/√(1−β₂ᵗ) + ε)
/// </code>
/// AdamW (Loshchilov and Hutter, ICLR 2019) is this rule with decoupled weight decay.
/// </summary>
/// <typeparam name="T">What the hyper-parameters are kept in.</typeparam>
/// <typeparam name="TAmsGrad">Whether the largest v so far is kept and divided by.</typeparam>
public readonly struct AdamRule<T, TAmsGrad> : IRule<AdamRule<T, TAmsGrad>, T, AdamOptions>
    where T : struct
    where TAmsGrad : struct, ISwitch
{
    readonly T η,
        β1,
        oneMinusβ1,
        β2,
        oneMinusβ2,
        rootCorrection,
        ε;
    readonly bool noEpsilon;

    AdamRule(T η, T β1, T oneMinusβ1, T β2, T oneMinusβ2, T rootCorrection, T ε, bool noEpsilon)
    {
        (this.η, this.β1, this.oneMinusβ1, this.β2, this.oneMinusβ2) = (η, β1, oneMinusβ1, β2, oneMinusβ2);
        (this.rootCorrection, this.ε, this.noEpsilon) = (rootCorrection, ε, noEpsilon);
    }

    /// <inheritdoc/>
    public static string? First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => "mean_gradient";
    }

    /// <inheritdoc/>
    public static string? Second
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => "mean_square";
    }

    /// <inheritdoc/>
    public static string? Third
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TAmsGrad.IsOn ? "largest_mean_square" : null;
    }

    /// <inheritdoc/>
    public static (string First, string Second, string Third) Letters => ("m", "v", "v̂");

    /// <inheritdoc/>
    public static string? RestObstacle =>
        "Adam moves every weight at every step, whether it has a gradient or not: by its mean gradient m, "
        + "divided by a root that decays at another pace. "
        + "No factor replaces k such moves, as the ε in the divisor keeps their sum from having a closed form";

    /// <inheritdoc/>
    public static AdamRule<T, TAmsGrad> At<TValue>(AdamOptions options, StepInfo step)
        where TValue : IValue<T> =>
        new(
            TValue.Of("η/(1−β₁ᵗ)", step.LearningRate / (1 - Math.Pow(options.Beta1, step.Number))),
            TValue.Of("β₁", options.Beta1),
            TValue.Of("(1−β₁)", 1 - options.Beta1),
            TValue.Of("β₂", options.Beta2),
            TValue.Of("(1−β₂)", 1 - options.Beta2),
            TValue.Of("1/√(1−β₂ᵗ)", 1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step.Number))),
            TValue.Of("ε", options.Epsilon),
            TValue.IsZero(options.Epsilon)
        );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N m, ref N v, ref N largest)
        where N : struct, ILane<N, T>
    {
        m = (β1 * m) + (oneMinusβ1 * g);
        v = (β2 * v) + (oneMinusβ2 * (g * g));
        if (TAmsGrad.IsOn)
            largest = N.Max(largest, v);
        N root = rootCorrection * N.Sqrt(TAmsGrad.IsOn ? largest : v);
        N scaled = η * m;
        θ = θ - (noEpsilon ? N.DivideOrZero(scaled, root) : scaled / (root + ε));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N m, N v, N largest)
        where N : struct, ILane<N, T>
    {
        N root = rootCorrection * N.Sqrt(TAmsGrad.IsOn ? largest : v);
        return noEpsilon ? N.DivideOrZero(N.Create(η), root) : η / (root + ε);
    }
}
