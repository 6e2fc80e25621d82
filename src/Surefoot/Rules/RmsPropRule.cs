using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Optimizers;

namespace Surefoot.Rules;

/// <summary>
/// RMSprop (Tieleman and Hinton, lecture 6e of "Neural networks for machine learning", 2012), with the switches of its dialects:
/// <code>
/// v ← ρ·v + (1−ρ)·g²          the decaying average of squared gradients
/// θ ← θ − η·g/(√v + ε)        the learning rate divided by the root of that average
/// </code>
/// Centered (Graves 2013, arXiv 1308.0850, eqs. 38–41) divides by the root of the variance v − ḡ². That variance is kept in place of v, by the recurrence
/// that it obeys, because the difference of two nearly equal numbers loses its digits and can turn negative; PyTorch, Keras and Optax subtract.
/// With bias correction ḡ is kept corrected, as ḡ/(1−ρᵗ): the second step's g − ḡ, all that its variance is made of, is then exact.
/// </summary>
/// <typeparam name="T">What the hyper-parameters are kept in.</typeparam>
/// <typeparam name="TCentered">Whether the mean gradient ḡ is kept and the variance divided by.</typeparam>
/// <typeparam name="TMomentum">Whether steps are gathered in a momentum buffer b.</typeparam>
public readonly struct RmsPropRule<T, TCentered, TMomentum> : IRule<RmsPropRule<T, TCentered, TMomentum>, T, RmsPropOptions>
    where T : struct
    where TCentered : struct, ISwitch
    where TMomentum : struct, ISwitch
{
    readonly T η, ρ, oneMinusρ, ε, μ;
    readonly bool epsilonInside, noEpsilon, rateInside, nesterov;

    // With bias correction: 1/c_t for c_t = 1−ρᵗ.
    readonly bool biasCorrection;
    readonly T correction;

    // The shares of d² in the variance and of d in the mean: both 1−ρ, or with bias correction (1−ρ)·c_{t−1}/c_t, which is 0 at the first step, and (1−ρ)/c_t,
    // which is 1 there.
    readonly T growth, share;

    RmsPropRule(RmsPropOptions options, T η, T ρ, T oneMinusρ, T ε, T μ, T correction, T growth, T share)
    {
        (this.η, this.ρ, this.oneMinusρ, this.ε, this.μ) = (η, ρ, oneMinusρ, ε, μ);
        (this.correction, this.growth, this.share) = (correction, growth, share);
        epsilonInside = options.EpsilonPlacement == EpsilonPlacement.Inside;
        noEpsilon = options.Epsilon == 0;
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
    /// With g = 0 the divided gradient is 0, and what is left is linear but for one square (q = 1−ρ; what is in brackets is 1 without bias correction):
    /// <code>
    /// v ← ρ·v                                 over k steps: v·ρᵏ
    /// s ← ρ·s + ρ·q·ḡ²·[c_{t−1}/c_t]          over k steps: s·ρᵏ + ρᵏ·(1−ρᵏ)·ḡ²·[c_t/c_{t+k}]
    /// ḡ ← (1−q)·ḡ·[c_{t−1}/c_t]               over k steps: ḡ·ρᵏ·[c_t/c_{t+k}]
    /// θ ← θ − η·μ·b;  b ← μ·b                 over k steps: θ − b·Σ η_j·μʲ (rate inside: without η; Nesterov: one more μ)
    /// </code>
    /// The sum for s, without brackets: s/ρᵏ gains q·ḡ²·ρʲ at its j-th step, as ḡ² falls by ρ² where s falls by ρ, and q·Σρʲ over k steps is 1−ρᵏ. With them,
    /// q·ρʲ⁻¹/(c_{t+j−1}·c_{t+j}) = (1/c_{t+j−1} − 1/c_{t+j})/ρᵗ, so that the sum telescopes to c_t²·(1−ρᵏ)/(c_t·c_{t+k}).
    /// </remarks>
    public static string? RestObstacle => null;

    /// <inheritdoc/>
    public static RmsPropRule<T, TCentered, TMomentum> At<TValue>(RmsPropOptions options, Moment moment)
        where TValue : IValue<T>
    {
        double decay = options.Decay;
        double c = options.BiasCorrection ? 1 - Math.Pow(decay, moment.Step) : 1;
        double before = options.BiasCorrection ? 1 - Math.Pow(decay, moment.Step - 1) : 1;
        return new(
            options,
            TValue.Of("η", moment.LearningRate),
            TValue.Of("ρ", decay),
            TValue.Of("(1−ρ)", 1 - decay),
            TValue.Of("ε", options.Epsilon),
            TValue.Of("μ", options.Momentum),
            TValue.Of("1/cₜ", 1 / c),
            TValue.Of(options.BiasCorrection ? "(1−ρ)·cₜ₋₁/cₜ" : "(1−ρ)", (1 - decay) * before / c),
            TValue.Of(options.BiasCorrection ? "(1−ρ)/cₜ" : "(1−ρ)", (1 - decay) / c));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N v, ref N ḡ, ref N b)
        where N : struct, ILane<N, T>
    {
        if (TCentered.IsOn)
        {
            N d = g - ḡ;
            v = ρ * (v + (growth * (d * d)));
            ḡ = ḡ + (share * d);
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
            if (!rateInside) move = η * move;
        }
        θ = θ - move;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N v, N ḡ, N b)
        where N : struct, ILane<N, T>
        => noEpsilon ? N.DivideOrZero(N.Create(η), Root(v)) : η / Root(v);

    // What the gradient is divided by: √v + ε, √(v + ε), or √v alone.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    N Root<N>(N v)
        where N : struct, ILane<N, T>
    {
        if (biasCorrection) v = correction * v;
        if (noEpsilon) return N.Sqrt(v);
        return epsilonInside ? N.Sqrt(v + ε) : N.Sqrt(v) + ε;
    }
}
