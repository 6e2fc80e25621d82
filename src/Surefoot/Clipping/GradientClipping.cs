namespace Surefoot.Clipping;

/// <summary>
/// How gradients are held in bounds before a step. Made by <see cref="ByValue"/>, <see cref="ByNorm"/> or
/// <see cref="ByGlobalNorm"/>.
/// </summary>
public sealed record GradientClipping
{
    GradientClipping(ClippingKind kind, double limit)
    {
        if (!double.IsFinite(limit) || limit <= 0)
            throw new ArgumentOutOfRangeException(
                nameof(limit),
                limit,
                FormattableString.Invariant($"A clipping limit must be a number above 0; it is {limit}.")
            );
        (Kind, Limit) = (kind, limit);
    }

    /// <summary>Which of the three.</summary>
    public ClippingKind Kind { get; }

    /// <summary>The bound.</summary>
    public double Limit { get; }

    /// <summary>Holds every single gradient between −<paramref name="limit"/> and <paramref name="limit"/>.</summary>
    /// <param name="limit">A finite number above 0.</param>
    public static GradientClipping ByValue(double limit) => new(ClippingKind.Value, limit);

    /// <summary>
    /// Shortens the gradient of each parameter to a length of at most <paramref name="limit"/>, by itself (Keras'
    /// clipnorm).
    /// </summary>
    /// <param name="limit">A finite number above 0.</param>
    public static GradientClipping ByNorm(double limit) => new(ClippingKind.Norm, limit);

    /// <summary>
    /// Shortens the gradient of all parameters together to a length of at most <paramref name="limit"/> (Pascanu,
    /// Mikolov and Bengio, ICML 2013). The factor is limit/max(norm, limit), as in Keras; PyTorch divides by norm +
    /// 1e-6, which differs in the seventh digit.
    /// </summary>
    /// <param name="limit">A finite number above 0.</param>
    public static GradientClipping ByGlobalNorm(double limit) => new(ClippingKind.GlobalNorm, limit);

    /// <summary>
    /// What gradients are multiplied by, scaling included, so that a vector of this norm is at most <see cref="Limit"/>
    /// long after it. The norm is taken before scaling, the limit applies after it.
    /// </summary>
    /// <param name="norm">The norm of all that is clipped together.</param>
    /// <param name="scale">What gradients are multiplied by.</param>
    internal double Factor(VectorNorm norm, double scale)
    {
        if (!double.IsFinite(norm.Size))
            return scale * (Limit / norm.Size);
        if (norm.Size == 1 && double.IsFinite(norm.Root * norm.Root))
            return scale * (Limit / Math.Max(norm.Root * scale, Limit));
        double ratio = Limit / norm.Size / norm.Root;
        return ratio < scale ? ratio : scale;
    }
}

/// <summary>What a clipping limit is compared with.</summary>
public enum ClippingKind
{
    /// <summary>The magnitude of every single gradient.</summary>
    Value,

    /// <summary>The Euclidean norm of each parameter's gradient.</summary>
    Norm,

    /// <summary>The Euclidean norm of the gradient of all parameters.</summary>
    GlobalNorm,
}
