using System.Globalization;

namespace Surefoot.Training.Data.Numpy;

/// <summary>Messages about single elements of an array.</summary>
static class Refused
{
    /// <summary>A number as Python writes it: nan, inf, or its shortest text.</summary>
    internal static string Text(double number) =>
        double.IsNaN(number) ? "nan"
        : double.IsInfinity(number) ? (number > 0 ? "inf" : "-inf")
        : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The message for an input that a network cannot read.</summary>
    /// <param name="array">The array.</param>
    /// <param name="row">The row, counted from 0 as NumPy does.</param>
    /// <param name="number">The number.</param>
    internal static DataException Input(NpyArray array, int row, double number) =>
        new(
            double.IsFinite(number)
                ? $"{array.Name}, row {NoteText.Count(row)}: {Text(number)} is too far from the values of the "
                    + "training rows for a float. Correct it, or leave the row out."
                : $"{array.Name}, row {NoteText.Count(row)}: an input is {Text(number)}; only finite numbers "
                    + "can be learned from. Replace it, with numpy.nan_to_num for instance, or leave the row out."
        );
}
