using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Rules;

namespace Surefoot.Sweeps;

/// <summary>
/// What happens to every gradient before a rule sees it, the same for all rules and in this order: scaling (its sign
/// turned when maximising), clipping by value, and weight decay, either added to the gradient or taken from the weight.
/// The default one does nothing.
/// </summary>
/// <typeparam name="T">What the settings are kept in.</typeparam>
internal readonly struct GradientTransform<T>
    where T : struct
{
    readonly T scale,
        bound,
        λ,
        ηλ;
    readonly bool acts,
        scales,
        clips,
        couples,
        decouples;

    GradientTransform(T scale, T bound, T λ, T ηλ, bool scales, bool clips, bool couples, bool decouples)
    {
        (this.scale, this.bound, this.λ, this.ηλ) = (scale, bound, λ, ηλ);
        (this.scales, this.clips, this.couples, this.decouples) = (scales, clips, couples, decouples);
        acts = scales || clips || couples || decouples;
    }

    /// <summary>The transform of one range of gradients at one step.</summary>
    /// <param name="options">Its weight decay and direction.</param>
    /// <param name="learningRate">η of this step.</param>
    /// <param name="gradientScale">What the gradients are multiplied by.</param>
    /// <param name="clipValue">The largest magnitude of one gradient after scaling; infinity for no clipping.</param>
    public static GradientTransform<T> At<TValue>(
        OptimizerOptions options,
        double learningRate,
        double gradientScale,
        double clipValue
    )
        where TValue : Rules.IValue<T>
    {
        double signed = options.Maximize ? -gradientScale : gradientScale;
        bool decays = options.WeightDecay > 0,
            decoupled = options.WeightDecayForm == WeightDecayForm.Decoupled;
        return new(
            TValue.Of(options.Maximize ? "−" : "scale", signed),
            TValue.Of("bound", clipValue),
            TValue.Of("λ", options.WeightDecay),
            TValue.Of("η·λ", learningRate * options.WeightDecay),
            scales: signed != 1,
            clips: double.IsFinite(clipValue),
            couples: decays && !decoupled,
            decouples: decays && decoupled
        );
    }

    /// <summary>The share of a weight that decoupled decay takes at this step.</summary>
    public T Loss => decouples ? ηλ : default;

    /// <summary>The gradient that the rule sees.</summary>
    /// <param name="θ">The weight; decoupled decay moves it.</param>
    /// <param name="g">The gradient as it lies in memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Apply<N>(ref N θ, N g)
        where N : struct, ILane<N, T>
    {
        if (!acts)
            return g;
        if (scales)
            g = scale * g;
        if (clips)
            g = N.Clamp(g, bound);
        if (couples)
            g = g + (λ * θ);
        if (decouples)
            θ = θ - (ηλ * θ);
        return g;
    }
}
