using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Clipping;

namespace Surefoot.Optimizers;

/// <summary>
/// What gradients pass before a step: which of them are too large to be stepped on, and what scaling and clipping
/// multiply the others by.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly struct GradientGate<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly GradientClipping? clipping;
    readonly double scale;

    /// <summary>The gate of one step.</summary>
    /// <param name="clipping">How gradients are clipped; null for not at all.</param>
    /// <param name="scale">What gradients are multiplied by before anything else.</param>
    /// <param name="groups">The parameter groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GradientGate(GradientClipping? clipping, double scale, List<ParameterGroup> groups)
    {
        (this.clipping, this.scale) = (clipping, scale);
        double limit = double.PositiveInfinity;
        foreach (var group in groups)
            limit = Math.Min(limit, group.Options.GradientLimit(LargestNumber));
        Limit = GradientClipping.LargestGradient(clipping, limit, scale, LargestNumber);
    }

    /// <summary>The largest number that a weight can be.</summary>
    public static double LargestNumber => typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;

    /// <summary>The largest gradient, before scaling, whose square the rule can hold.</summary>
    public double Limit { get; }

    /// <summary>The largest magnitude of one gradient after scaling; infinity where values are not clipped.</summary>
    public double Bound => clipping is { Kind: ClippingKind.Value } ? clipping.Limit : double.PositiveInfinity;

    /// <summary>Whether a norm is clipped, and <see cref="Multiplier"/> depends on it.</summary>
    public bool ClipsNorm => clipping is { Kind: ClippingKind.Norm or ClippingKind.GlobalNorm };

    /// <summary>What gradients that are clipped together are multiplied by, scaling included.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="squares">The sum of their squares; of no matter where no norm is clipped.</param>
    /// <param name="globalNorm">
    /// The norm of the larger whole that these are a part of, for clipping by global norm; null where they are all.
    /// </param>
    /// <exception cref="ArgumentException">The global norm is smaller than that of these gradients.</exception>
    public double Multiplier<TVector>(in TVector gradients, double squares, double? globalNorm)
        where TVector : IGradientVector<T>
    {
        if (clipping is null || !ClipsNorm)
            return scale;
        VectorNorm norm = GradientVector<T>.Norm(gradients, squares);
        if (clipping.Kind == ClippingKind.GlobalNorm && globalNorm is { } whole)
            norm = norm.PartOf(whole);
        return clipping.Factor(norm, scale);
    }
}
