using System.Globalization;
using System.Text;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// What is seen of a column's numbers, read in one way: whether they are whole, count up, or are all different.
/// </summary>
/// <param name="asIdentifiers">Whether to look whether all are different.</param>
sealed class NumberTally(bool asIdentifiers)
{
    // So many different numbers in a column called an identifier are enough to believe it, and all that memory holds of
    // them.
    const int MostIdentifiers = 1 << 20;

    const int LongestNumber = 64;

    // Only a column that is called an identifier is checked for values that are all different; it would cost too much
    // to keep all values of all.
    readonly HashSet<Int128>? identifiers = asIdentifiers ? [] : null;
    int count;
    Int128 previous;

    NumberTally(NumberTally other)
        : this(false)
    {
        if (other.identifiers is not null)
            identifiers = [.. other.identifiers];
        (count, previous) = (other.count, other.previous);
        (AllWhole, Consecutive, Distinct) = (other.AllWhole, other.Consecutive, other.Distinct);
    }

    /// <summary>Whether every number is whole.</summary>
    internal bool AllWhole { get; private set; } = true;

    /// <summary>Whether each is one more than that before it.</summary>
    internal bool Consecutive { get; private set; } = true;

    /// <summary>Whether all are different, where that was looked at.</summary>
    internal bool Distinct { get; private set; } = asIdentifiers;

    /// <summary>Takes in a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="text">Its text: beyond 2⁵³ the number alone does not tell whole numbers apart.</param>
    internal void Add(double number, ReadOnlySpan<byte> text)
    {
        count++;
        if (!AllWhole)
            return;
        if (number != Math.Floor(number))
        {
            AllWhole = Consecutive = Distinct = false;
            return;
        }
        var whole = Whole(number, text);
        Consecutive &= count == 1 || whole == previous + 1;
        if (Distinct && identifiers is { Count: < MostIdentifiers })
            Distinct = identifiers.Add(whole);
        previous = whole;
    }

    /// <summary>The same so far.</summary>
    internal NumberTally Copy() => new(this);

    static Int128 Whole(double number, ReadOnlySpan<byte> text)
    {
        if (Math.Abs(number) < TargetValues.LargestExact || text.Length > LongestNumber)
            return (Int128)number;
        Span<char> letters = stackalloc char[LongestNumber];
        int length = Encoding.UTF8.GetChars(text, letters);
        return Int128.TryParse(
            letters[..length],
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var whole
        )
            ? whole
            : (Int128)number;
    }
}
