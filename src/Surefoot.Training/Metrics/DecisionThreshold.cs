using System.Globalization;
using System.Numerics;

namespace Surefoot.Training.Metrics;

/// <summary>
/// From which probability on a class is predicted, of two. Without one the likelier class is, which is as good as a
/// probability of 0.5; where few rows are of a class, another one often finds more of them.
/// </summary>
/// <param name="ClassIndex">The index of the class, 0 or 1: else the other class is predicted.</param>
/// <param name="Probability">The probability, above 0 and below 1.</param>
public sealed record DecisionThreshold(int ClassIndex, double Probability)
{
    /// <summary>The index of the class, 0 or 1: else the other class is predicted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 0 nor 1.</exception>
    public int ClassIndex
    {
        get;
        init => field = OneOfTwo(value);
    } = OneOfTwo(ClassIndex);

    /// <summary>The probability, above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Probability
    {
        get;
        init => field = Within(value);
    } = Within(Probability);

    static int OneOfTwo(int value) =>
        value is 0 or 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(ClassIndex),
                value,
                $"{nameof(ClassIndex)} is {value}; a threshold is for one of two classes, 0 or 1."
            );

    static double Within(double value) =>
        value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Probability),
                value,
                FormattableString.Invariant($"{nameof(Probability)} is {value}; it must be above 0 and below 1.")
            );

    /// <summary>As a model's file holds it: "1,0.25".</summary>
    internal string Stored => string.Create(CultureInfo.InvariantCulture, $"{ClassIndex},{Probability:R}");

    /// <summary>What <see cref="Stored"/> wrote.</summary>
    /// <exception cref="FormatException">It is nothing of the kind.</exception>
    internal static DecisionThreshold Read(string text) =>
        text.Split(',') is [var index, var probability]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int of)
        && double.TryParse(probability, NumberStyles.Float, CultureInfo.InvariantCulture, out double from)
            ? new(of, from)
            : throw new FormatException("its threshold is not the index of a class and a probability");

    /// <summary>The class that is predicted: by a threshold, where there is one, else the likeliest.</summary>
    /// <param name="threshold">The threshold; null for none.</param>
    /// <param name="scores">What a network put out for a row.</param>
    internal static int Decide<T>(DecisionThreshold? threshold, ReadOnlySpan<T> scores)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (threshold is null)
            return Ranking.Largest(scores);
        int index = threshold.ClassIndex;
        return Logistic(Lead(scores, index)) >= threshold.Probability ? index : 1 - index;
    }

    /// <summary>By how much the score of a class, of two, lies above the other's: the logarithm of the odds.</summary>
    internal static double Lead<T>(ReadOnlySpan<T> scores, int index)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        double.CreateTruncating(scores[index]) - double.CreateTruncating(scores[1 - index]);

    /// <summary>The probability of a class, from its lead.</summary>
    internal static double Logistic(double lead) => 1 / (1 + Math.Exp(-lead));
}
