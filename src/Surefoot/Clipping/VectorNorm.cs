namespace Surefoot.Clipping;

/// <summary>
/// A Euclidean norm, Size·Root, kept as two factors because a vector of large numbers may be longer than the largest
/// number that there is.
/// </summary>
/// <param name="Size">1, or the largest magnitude where squares overflow; NaN or infinite where a number is.</param>
/// <param name="Root">The root of the sum of the squares of the numbers divided by the size.</param>
internal readonly record struct VectorNorm(double Size, double Root)
{
    // Norms that others have taken, in float perhaps, are off by less than this.
    const double Tolerance = 1e-3;

    /// <summary>The norm of a vector by the sum of its squares; null where a double does not hold that.</summary>
    public static VectorNorm? Of(double squares) =>
        double.IsFinite(squares) ? new VectorNorm(1, Math.Sqrt(squares)) : null;

    /// <summary>The norm as one number.</summary>
    public double Value => Size * Root;

    /// <summary>The norm of the whole that this is the norm of a part of.</summary>
    /// <param name="whole">As its parts together have it. A part without a finite norm keeps its own.</param>
    /// <exception cref="ArgumentException">The whole is shorter than its part.</exception>
    public VectorNorm PartOf(double whole)
    {
        if (!double.IsFinite(Value))
            return this;
        if (Value > whole * (1 + Tolerance))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The global norm was given as {whole}, but these gradients alone have a norm of {Value}. "
                )
                    + "Give the norm of all gradients together, these included: the root of the sum of the squares of "
                    + "every part's GradientNorm."
            );
        return new(1, whole);
    }
}
