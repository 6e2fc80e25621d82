using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Clipping;

namespace Surefoot.Optimizers;

/// <summary>
/// What gradients pass before a step: which of them are too large to be stepped on, and what scaling and clipping
/// multiply the others by.
/// </summary>
internal readonly struct GradientGate<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // A norm is shortened by a factor that must not sink into float's subnormal numbers, where it has no digits left:
    // 24 bits are kept for the number of weights.
    const double Headroom = 1 << 24;

    readonly GradientClipping? clipping;
    readonly double scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GradientGate(GradientClipping? clipping, double scale, List<ParameterGroup> groups)
    {
        (this.clipping, this.scale) = (clipping, scale);
        double largest = LargestNumber,
            rule = double.PositiveInfinity;
        foreach (var group in groups)
            rule = Math.Min(rule, group.Options.GradientLimit(largest));
        Limit = Math.Min(largest, rule / scale);
        if (clipping is { Kind: ClippingKind.Value })
            Limit = largest;
        else if (clipping?.Limit <= rule)
            Limit = Math.Max(Limit, Math.Min(largest, clipping.Limit * (largest / Headroom)));
    }

    /// <summary>The largest number that a weight can be.</summary>
    public static double LargestNumber => typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;

    /// <summary>
    /// The largest gradient, before scaling, that a step can take: one whose square the rule can hold; what is clipped
    /// by value need only be a number, and what is shortened to a norm that the rule can square may be as large as the
    /// shortening can be computed.
    /// </summary>
    public double Limit { get; }

    /// <summary>The largest magnitude of one gradient after scaling; infinity where values are not clipped.</summary>
    public double Bound => clipping is { Kind: ClippingKind.Value } ? clipping.Limit : double.PositiveInfinity;

    /// <summary>Whether a norm is clipped, and so that they have to be known.</summary>
    public bool ClipsNorm => clipping is { Kind: ClippingKind.Norm or ClippingKind.GlobalNorm };

    /// <summary>What gradients that are clipped together are multiplied by, scaling included.</summary>
    /// <param name="norm">Their norm.</param>
    /// <param name="globalNorm">That of the larger whole that they are a part of; null where they are all.</param>
    /// <exception cref="ArgumentException">The global norm is smaller than that of these gradients.</exception>
    public double Multiplier(VectorNorm norm, double? globalNorm = null) =>
        clipping!.Factor(globalNorm is { } whole ? norm.PartOf(whole) : norm, scale);
}
