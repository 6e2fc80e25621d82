namespace Surefoot.Lanes;

/// <summary>
/// The number that a rule is computed with: one float, one double, 4 to 16 of them in a vector register, or a symbol
/// that prints the formula. Every operation is correctly rounded in each lane (IEEE 754), none is an estimate and none
/// is contracted, so that a rule gives the same bits at every width.
/// </summary>
/// <typeparam name="TSelf">The lane.</typeparam>
/// <typeparam name="T">One element of it: what a rule keeps its hyper-parameters in.</typeparam>
public interface ILane<TSelf, T>
    where TSelf : struct, ILane<TSelf, T>
    where T : struct
{
    /// <summary>The sum, lane by lane.</summary>
    /// <param name="left">One term.</param>
    /// <param name="right">The other.</param>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>The sum of each lane and one number.</summary>
    /// <param name="left">The lanes.</param>
    /// <param name="right">The number.</param>
    static abstract TSelf operator +(TSelf left, T right);

    /// <summary>The difference, lane by lane.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The product, lane by lane.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other.</param>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The product of one number and each lane.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The lanes.</param>
    static abstract TSelf operator *(T left, TSelf right);

    /// <summary>The quotient, lane by lane.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The quotient of one number and each lane.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisors.</param>
    static abstract TSelf operator /(T left, TSelf right);

    /// <summary>The same number in every lane.</summary>
    /// <param name="value">The number.</param>
    static abstract TSelf Create(T value);

    /// <summary>The square root of each lane.</summary>
    /// <param name="x">Not negative, or the lane becomes NaN.</param>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The larger of each pair of lanes; NaN where either is NaN.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>Each lane held between −<paramref name="bound"/> and <paramref name="bound"/>; NaN stays NaN.</summary>
    /// <param name="x">The lanes.</param>
    /// <param name="bound">The largest magnitude, not negative.</param>
    static abstract TSelf Clamp(TSelf x, T bound);

    /// <summary>The quotient of each pair of lanes, and 0 where the divisor is 0.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    static abstract TSelf DivideOrZero(TSelf left, TSelf right);
}
