using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// RMSprop (Tieleman and Hinton, lecture 6e of "Neural networks for machine learning", 2012), with the switches of its
/// dialects:
/// <code>
/// v ← ρ·v + (1−ρ)·g²          the decaying average of squared gradients
/// θ ← θ − η·g/(√v + ε)        the learning rate divided by the root of that average
/// </code>
/// Centered (Graves 2013, arXiv 1308.0850, eqs. 38–41) divides by the root of the variance v − m², m being the decaying
/// average of g. That variance is kept in place of v, by the recurrence that it obeys, because the difference of two
/// nearly equal numbers loses its digits and can turn negative; PyTorch, Keras and Optax subtract.
/// <code>
/// s ← ρ·(s + (1−ρ)·(g − cₜ₋₁·ḡ)²)        cₜ = 1−ρᵗ; cₜ·ḡ is m
/// ḡ ← ḡ + (1−ρ)/cₜ·(g − ḡ)
/// θ ← θ − η·g/(√s + ε)
/// </code>
/// The mean gradient is kept corrected for its start at 0, ḡ = m/cₜ, with bias correction or without: m itself climbs
/// to a steady gradient in moves that sink below its last digit (at ρ = 0.999 in float when it is 3e-5 short), while ḡ
/// is there from the first step on.
/// </summary>
/// <typeparam name="T">What the hyper-parameters are kept in.</typeparam>
/// <typeparam name="TCentered">Whether the mean gradient ḡ is kept and the root of the variance divided by.</typeparam>
/// <typeparam name="TMomentum">Whether steps are gathered in a momentum buffer b.</typeparam>
public readonly struct RmsPropRule<T, TCentered, TMomentum>
    : IRule<RmsPropRule<T, TCentered, TMomentum>, T, RmsPropOptions>
    where T : struct
    where TCentered : struct, ISwitch
    where TMomentum : struct, ISwitch
{
    readonly T η,
        ρ,
        oneMinusρ,
        ε,
        μ;
    readonly bool epsilonInside,
        noEpsilon,
        rateInside,
        nesterov;

    // With bias correction: 1/c_t for c_t = 1−ρᵗ.
    readonly bool biasCorrection;
    readonly T correction;

    // Centered: what the variance looks at is g − reached·ḡ, reached being c_{t−1}, and it takes a share of growth,
    // 1−ρ, of its square. With bias correction they are 1 and (1−ρ)·c_{t−1}/c_t, which is 0 at the first step. Of g − ḡ
    // the mean takes (1−ρ)/c_t, which is 1 at the first step.
    readonly T reached,
        growth,
        share;

    RmsPropRule(
        RmsPropOptions options,
        bool noEpsilon,
        T η,
        T ρ,
        T oneMinusρ,
        T ε,
        T μ,
        T correction,
        T reached,
        T growth,
        T share
    )
    {
        (this.η, this.ρ, this.oneMinusρ, this.ε, this.μ) = (η, ρ, oneMinusρ, ε, μ);
        (this.correction, this.reached, this.growth, this.share) = (correction, reached, growth, share);
        epsilonInside = options.EpsilonPlacement == EpsilonPlacement.Inside;
        this.noEpsilon = noEpsilon;
        rateInside = options.MomentumForm == MomentumForm.RateInside;
        nesterov = options.Nesterov;
        biasCorrection = options.BiasCorrection;
    }

    /// <inheritdoc/>
    public static string? First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TCentered.IsOn ? "variance" : "mean_square";
    }

    /// <inheritdoc/>
    public static string? Second
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TCentered.IsOn ? "mean_gradient" : null;
    }

    /// <inheritdoc/>
    public static string? Third
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TMomentum.IsOn ? "momentum" : null;
    }

    /// <inheritdoc/>
    public static (string First, string Second, string Third) Letters => (TCentered.IsOn ? "s" : "v", "ḡ", "b");

    /// <inheritdoc/>
    /// <remarks>
    /// With g = 0 the divided gradient is 0, and what is left is linear but for one square (q = 1−ρ; of what is in
    /// brackets the first is without bias correction, the second with it):
    /// <code>
    /// v ← ρ·v                                              over k steps: v·ρᵏ
    /// s ← ρ·s + ρ·q·ḡ²·[c_{t−1}² or c_{t−1}/c_t]           over k steps: s·ρᵏ + ρᵏ·(1−ρᵏ)·ḡ²·[c_t² or c_t/c_{t+k}]
    /// ḡ ← ρ·ḡ·c_{t−1}/c_t, as c_t − q = ρ·c_{t−1}          over k steps: ḡ·ρᵏ·c_t/c_{t+k}
    /// θ ← θ − η·μ·b;  b ← μ·b                              over k steps: θ − b·Σ η_j·μʲ
    ///                                                      (rate inside: without η; Nesterov: one more μ)
    /// </code>
    /// The sum for s: without bias correction s/ρᵏ gains q·(c_t·ḡ)²·ρʲ⁻¹ at its j-th step, as (c·ḡ)² falls by ρ² where
    /// s falls by ρ, and q·Σρʲ⁻¹ over k steps is 1−ρᵏ. With it, q·ρʲ⁻¹/(c_{t+j−1}·c_{t+j}) = (1/c_{t+j−1} −
    /// 1/c_{t+j})/ρᵗ, so that the sum telescopes to c_t²·(1−ρᵏ)/(c_t·c_{t+k}).
    /// </remarks>
    public static string? RestObstacle => null;

    /// <inheritdoc/>
    public static RmsPropRule<T, TCentered, TMomentum> At<TValue>(RmsPropOptions options, StepInfo step)
        where TValue : IValue<T>
    {
        double decay = options.Decay,
            c = 1,
            before = 1;
        bool corrects = options.BiasCorrection;
        if (TCentered.IsOn || corrects)
            (c, before) = (1 - Math.Pow(decay, step.Number), 1 - Math.Pow(decay, step.Number - 1));
        return new(
            options,
            TValue.IsZero(options.Epsilon),
            TValue.Of("η", step.LearningRate),
            TValue.Of("ρ", decay),
            TValue.Of("(1−ρ)", 1 - decay),
            TValue.Of("ε", options.Epsilon),
            TValue.Of("μ", options.Momentum),
            TValue.Of("1/cₜ", 1 / c),
            TValue.Of("cₜ₋₁", corrects ? 1 : before),
            TValue.Of(corrects ? "(1−ρ)·cₜ₋₁/cₜ" : "(1−ρ)", corrects ? (1 - decay) * before / c : 1 - decay),
            TValue.Of("(1−ρ)/cₜ", (1 - decay) / c)
        );
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N v, ref N ḡ, ref N b)
        where N : struct, ILane<N, T>
    {
        if (TCentered.IsOn)
        {
            N d = g - (reached * ḡ);
            v = ρ * (v + (growth * (d * d)));
            ḡ = ḡ + (share * (g - ḡ));
        }
        else
        {
            v = (ρ * v) + (oneMinusρ * (g * g));
        }

        N scaled = TMomentum.IsOn && !rateInside ? g : η * g;
        N move = noEpsilon ? N.DivideOrZero(scaled, Root(v)) : scaled / Root(v);
        if (TMomentum.IsOn)
        {
            b = (μ * b) + move;
            move = nesterov ? (μ * b) + move : b;
            if (!rateInside)
                move = η * move;
        }
        θ = θ - move;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N v, N ḡ, N b)
        where N : struct, ILane<N, T> => noEpsilon ? N.DivideOrZero(N.Create(η), Root(v)) : η / Root(v);

    // What the gradient is divided by: √v + ε, √(v + ε), or √v alone.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    N Root<N>(N v)
        where N : struct, ILane<N, T>
    {
        if (biasCorrection)
            v = correction * v;
        if (noEpsilon)
            return N.Sqrt(v);
        return epsilonInside ? N.Sqrt(v + ε) : N.Sqrt(v) + ε;
    }
}
