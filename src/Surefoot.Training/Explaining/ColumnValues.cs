using System.Globalization;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Explaining;

/// <summary>What the numbers that a column becomes stand for, and which of them to try.</summary>
abstract class ColumnValues
{
    /// <summary>What a value that is missing is called.</summary>
    internal const string Missing = "missing";

    /// <summary>How many numbers a value becomes.</summary>
    internal abstract int Width { get; }

    /// <summary>The value as people write it.</summary>
    /// <param name="numbers"><see cref="Width"/> numbers of a row's input.</param>
    internal abstract string Text(ReadOnlySpan<float> numbers);

    /// <summary>
    /// The values to try, with what is changed when each is; several lists for a column of several parts, such as a
    /// date with its time of day and its weekday.
    /// </summary>
    /// <param name="rows">What the rows have in this column, <see cref="Width"/> numbers each.</param>
    /// <param name="most">The most numbers to try; of categories all are tried.</param>
    internal abstract IEnumerable<DependenceGrid> Grids(ReadOnlyMemory<float> rows, int most);

    /// <summary>The values of a table's column.</summary>
    internal static ColumnValues Of(Column column) =>
        column switch
        {
            NumberColumn numbers => new NumberValues(numbers),
            CategoryColumn categories => new CategoryValues(categories),
            DateColumn dates => new DateValues(dates),
            _ => new PresenceValues(column),
        };

    /// <summary>A number to seven digits: an input holds no more of it.</summary>
    internal static string Text(double number) =>
        Math.Abs(number) < 1e7
            ? number.ToString("G7", CultureInfo.InvariantCulture)
            : ((float)number).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The number that <see cref="Text(double)"/> writes.</summary>
    internal static double Rounded(double number) => double.Parse(Text(number), CultureInfo.InvariantCulture);

    /// <summary>What a column writes for a text; an empty one is missing.</summary>
    internal static float[] Encoded(Column column, ReadOnlySpan<byte> text)
    {
        var into = new float[column.Width];
        column.Encode(new Cell(text, column.Name, Place.OfRow("the values to try", 0)), into);
        return into;
    }

    /// <summary>Whether a column says so of these numbers.</summary>
    internal static bool IsMissing(Column column, ReadOnlySpan<float> numbers) =>
        column.SaysMissing && numbers[^1] == 1;
}
