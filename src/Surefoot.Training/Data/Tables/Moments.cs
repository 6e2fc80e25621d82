namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Mean and standard deviation of numbers that come one at a time, in double and without cancellation: Welford, "Note
/// on a method for calculating corrected sums of squares and products" (Technometrics 1962).
/// </summary>
/// <param name="precision">The distance from 1 to the next number of the type in which the numbers were stored.</param>
struct Moments(double precision)
{
    /// <summary>The distance from 1 to the next number, in a type of 64, of 32 and of 16 bits.</summary>
    internal const double Double = 1.0 / (1L << 52),
        Single = 1.0 / (1 << 23),
        Half = 1.0 / (1 << 10);

    // A sum of some numbers in another order differs by a few units in the last place; what is measured differs by far
    // more.
    const int NoisyUnits = 8;

    readonly double precision = precision;
    double squares,
        least,
        most;
    bool fractions;

    /// <summary>Moments of numbers that are double.</summary>
    public Moments()
        : this(Double) { }

    /// <summary>How many numbers there were.</summary>
    internal int Count { get; private set; }

    /// <summary>Their mean.</summary>
    internal double Mean { get; private set; }

    /// <summary>Their standard deviation, dividing by how many there are.</summary>
    internal readonly double Deviation => Math.Sqrt(squares / Count);

    /// <summary>
    /// Whether all were the same, or differ by no more than rounding does or by less than can be divided by.
    /// </summary>
    internal readonly bool IsConstant => least == most || IsNoise || !(Deviation > 0);

    /// <summary>
    /// Whether they differ, but by no more than rounding does: a few units in the last place of the largest. Whole
    /// numbers that the type holds exactly are not rounded.
    /// </summary>
    internal readonly bool IsNoise
    {
        get
        {
            double magnitude = Math.Max(Math.Abs(least), Math.Abs(most));
            return least != most
                && (fractions || magnitude > 2 / precision)
                && most - least <= NoisyUnits * precision * magnitude;
        }
    }

    /// <summary>Takes in one number.</summary>
    internal void Add(double number)
    {
        least = Count == 0 ? number : Math.Min(least, number);
        most = Count == 0 ? number : Math.Max(most, number);
        fractions |= number != Math.Floor(number);
        Count++;
        double difference = number - Mean;
        Mean += difference / Count;
        squares += difference * (number - Mean);
    }
}
