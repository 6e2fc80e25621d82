using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// NAdam (Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016), in PyTorch's form: Adam whose mean
/// gradient looks ahead, with a momentum that rises from β₁/2 to β₁.
/// <code>
/// m ← β₁·m + (1−β₁)·g
/// v ← β₂·v + (1−β₂)·g²
/// θ ← θ − (η·(1−μₜ)/(1−Πₜ)·g + η·μₜ₊₁/(1−Πₜ₊₁)·m)/(√v/√(1−β₂ᵗ) + ε)
///                              μₜ = β₁·(1 − 0.96^(t·ψ)/2); Πₜ = μ₁·μ₂⋯μₜ
/// </code>
/// </summary>
/// <typeparam name="T">What the hyper-parameters are kept in.</typeparam>
public readonly struct NAdamRule<T> : IRule<NAdamRule<T>, T, NAdamOptions>
    where T : struct
{
    readonly T ofGradient,
        ofMean,
        ofBoth,
        β1,
        oneMinusβ1,
        β2,
        oneMinusβ2,
        rootCorrection,
        ε;
    readonly bool noEpsilon;

    NAdamRule(
        (T Gradient, T Mean, T Both) rates,
        T β1,
        T oneMinusβ1,
        T β2,
        T oneMinusβ2,
        T rootCorrection,
        T ε,
        bool noEpsilon
    )
    {
        (ofGradient, ofMean, ofBoth) = rates;
        (this.β1, this.oneMinusβ1, this.β2, this.oneMinusβ2) = (β1, oneMinusβ1, β2, oneMinusβ2);
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
        get => null;
    }

    /// <inheritdoc/>
    public static (string First, string Second, string Third) Letters => ("m", "v", "");

    /// <inheritdoc/>
    public static string? RestObstacle =>
        "NAdam moves every weight at every step, whether it has a gradient or not, by its mean gradient m, divided by "
        + "a root that decays at another pace";

    /// <inheritdoc/>
    public static NAdamRule<T> At<TValue>(NAdamOptions options, StepInfo step)
        where TValue : IValue<T>
    {
        double fade = Math.Pow(0.96, options.MomentumDecay),
            now = Momentum(options.Beta1, fade, step.Number),
            next = Momentum(options.Beta1, fade, step.Number + 1),
            product = Product(options.Beta1, fade, step.Number);
        double gradient = step.LearningRate * (1 - now) / (1 - product),
            mean = step.LearningRate * next / (1 - (product * next));
        return new(
            (
                TValue.Of("η·(1−μₜ)/(1−Πₜ)", gradient),
                TValue.Of("η·μₜ₊₁/(1−Πₜ₊₁)", mean),
                TValue.Of("η", gradient + mean)
            ),
            TValue.Of("β₁", options.Beta1),
            TValue.Of("(1−β₁)", 1 - options.Beta1),
            TValue.Of("β₂", options.Beta2),
            TValue.Of("(1−β₂)", 1 - options.Beta2),
            TValue.Of("1/√(1−β₂ᵗ)", 1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step.Number))),
            TValue.Of("ε", options.Epsilon),
            TValue.IsZero(options.Epsilon)
        );
    }

    static double Momentum(double β1, double fade, long t) => β1 * (1 - (0.5 * Math.Pow(fade, t)));

    // Other implementations carry Π from step to step. Here a step depends on t alone, so it is multiplied anew: t
    // factors for as long as 1 − Π is not yet 1. That Π ≤ β₁ᵗ bounds them to 372 at β₁ = 0.9 and to 39,125 at 0.999;
    // with ψ = 0.004, where momenta begin at about half of β₁, they are 50 and 57.
    static double Product(double β1, double fade, long t)
    {
        if (Math.Pow(β1, t) < Negligible)
            return 0;
        double product = 1,
            faded = 1;
        for (long i = 1; i <= t && product >= Negligible; i++)
        {
            faded *= fade;
            product *= β1 * (1 - (0.5 * faded));
        }
        return product < Negligible ? 0 : product;
    }

    // 1 less this is 1 in double.
    const double Negligible = 1e-17;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N m, ref N v, ref N third)
        where N : struct, ILane<N, T>
    {
        m = (β1 * m) + (oneMinusβ1 * g);
        v = (β2 * v) + (oneMinusβ2 * (g * g));
        N root = rootCorrection * N.Sqrt(v);
        N ahead = (ofGradient * g) + (ofMean * m);
        θ = θ - (noEpsilon ? N.DivideOrZero(ahead, root) : ahead / (root + ε));
    }

    /// <inheritdoc/>
    /// <remarks>Of a gradient that stays as it is, so that m is it too.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N m, N v, N third)
        where N : struct, ILane<N, T>
    {
        N root = rootCorrection * N.Sqrt(v);
        return noEpsilon ? N.DivideOrZero(N.Create(ofBoth), root) : ofBoth / (root + ε);
    }
}
