using System.Globalization;
using System.Text;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data;

/// <summary>One target a row, as a number.</summary>
/// <param name="Numbers">The numbers; NaN where the target is missing.</param>
/// <param name="Exact">By row, the whole numbers beyond 2⁵³, which a double rounds to one of its own.</param>
sealed record TargetValues(double[] Numbers, IReadOnlyDictionary<int, Int128> Exact)
{
    /// <summary>Up to here every whole number is a double.</summary>
    internal const double LargestExact = 1L << 53;

    /// <summary>What tells one target from another: the number, and where that is rounded the whole number.</summary>
    internal (double Number, Int128 Exact) Key(int row) => (Numbers[row], Exact.GetValueOrDefault(row));

    /// <summary>The label of a target as a class.</summary>
    internal static string Label((double Number, Int128 Exact) key) =>
        key.Exact == 0 ? TargetColumn.Label(key.Number) : key.Exact.ToString(CultureInfo.InvariantCulture);

    /// <summary>Collects targets that come one at a time.</summary>
    internal sealed class Builder
    {
        readonly List<double> numbers = [];
        readonly Dictionary<int, Int128> exact = [];

        /// <summary>Adds a target that is written as text.</summary>
        internal void Add(double number, ReadOnlySpan<byte> text)
        {
            Span<char> letters = stackalloc char[64];
            if (
                Math.Abs(number) >= LargestExact
                && text.Length <= letters.Length
                && Encoding.UTF8.TryGetChars(text, letters, out int length)
                && Int128.TryParse(
                    letters[..length],
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var whole
                )
            )
                exact[numbers.Count] = whole;
            numbers.Add(number);
        }

        /// <summary>What was collected.</summary>
        internal TargetValues Build() => new([.. numbers], exact);
    }
}
