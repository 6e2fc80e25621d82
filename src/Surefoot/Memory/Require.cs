namespace Surefoot.Memory;

/// <summary>Checks of the memory that a user hands in; each refusal names both sides.</summary>
internal static class Require
{
    /// <summary>
    /// Numbers that rules are computed with. The compiler cannot say it: Half meets the same constraints, has 11 bits
    /// and no register of its own.
    /// </summary>
    /// <exception cref="NotSupportedException">The type is neither float nor double.</exception>
    public static void Supported<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException(
                $"Numbers of type {typeof(T).Name} are not computed with; use float or double. Weights that "
                    + "are stored in fewer bits are widened for the step and narrowed after it."
            );
    }

    /// <summary>As many gradients as weights.</summary>
    public static void SameLength(int parameters, int gradients)
    {
        if (parameters != gradients)
            throw new ArgumentException(
                $"There are {parameters} parameters but {gradients} gradients; there must be one gradient for "
                    + "each parameter."
            );
    }

    /// <summary>As many weights as at the steps before.</summary>
    public static void Unchanged(int before, int now)
    {
        if (before != now)
            throw new ArgumentException(
                $"The optimizer's state is for {before} parameters, but {now} were given. Use one optimizer "
                    + "for each set of parameters."
            );
    }

    /// <summary>Two spans that share no memory.</summary>
    public static void Apart<T>(ReadOnlySpan<T> one, string nameOfOne, ReadOnlySpan<T> other, string nameOfOther)
    {
        if (one.Overlaps(other))
            throw new ArgumentException(
                $"The memory of the {nameOfOne} overlaps that of the {nameOfOther}; they must be apart."
            );
    }
}
