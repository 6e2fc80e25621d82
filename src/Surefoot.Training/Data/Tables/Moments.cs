namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Mean and standard deviation of numbers that come one at a time, in double and without cancellation: Welford, "Note on a method for
/// calculating corrected sums of squares and products" (Technometrics 1962).
/// </summary>
struct Moments
{
    double squares, least, most;

    /// <summary>How many numbers there were.</summary>
    internal int Count { get; private set; }

    /// <summary>Their mean.</summary>
    internal double Mean { get; private set; }

    /// <summary>Their standard deviation, dividing by how many there are.</summary>
    internal readonly double Deviation => Math.Sqrt(squares / Count);

    /// <summary>Whether all were the same, or differ by less than can be divided by.</summary>
    internal readonly bool IsConstant => least == most || !(Deviation > 0);

    /// <summary>Takes in one number.</summary>
    internal void Add(double number)
    {
        least = Count == 0 ? number : Math.Min(least, number);
        most = Count == 0 ? number : Math.Max(most, number);
        Count++;
        double difference = number - Mean;
        Mean += difference / Count;
        squares += difference * (number - Mean);
    }
}
