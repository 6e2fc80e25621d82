using System.Text.Json.Serialization;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// How one column becomes numbers, as fitted to the training rows. Where values were missing among those, a last number
/// says so: 1 where the value is missing, 0 where it is there.
/// </summary>
/// <param name="name">The column's name.</param>
/// <param name="parts">How many numbers a value becomes.</param>
/// <param name="saysMissing">Whether there is a last number for missing values.</param>
abstract class Column(string name, int parts, bool saysMissing)
{
    /// <summary>The column's name.</summary>
    internal string Name => name;

    /// <summary>How many numbers the column becomes.</summary>
    internal int Width => parts + (saysMissing ? 1 : 0);

    /// <summary>Whether there is a last number for missing values.</summary>
    internal bool SaysMissing => saysMissing;

    /// <summary>
    /// Writes one value as <see cref="Width"/> numbers. A missing value is all zeros, which for a number is the mean.
    /// </summary>
    /// <returns>False for a category that training did not see.</returns>
    /// <exception cref="DataException">The value is not of the column's kind.</exception>
    internal bool Encode(in Cell cell, Span<float> into)
    {
        into.Clear();
        if (!cell.IsMissing)
            return EncodeValue(cell, into[..parts]);
        EncodeMissing(into[..parts]);
        if (saysMissing)
            into[parts] = 1;
        return true;
    }

    /// <summary>Everything there is to store.</summary>
    internal abstract StoredColumn Stored { get; }

    /// <summary>Writes what stands for a missing value into zeroed numbers.</summary>
    protected virtual void EncodeMissing(Span<float> into) { }

    /// <summary>Writes a value that is there into zeroed numbers.</summary>
    /// <returns>False for a category that training did not see.</returns>
    protected abstract bool EncodeValue(in Cell cell, Span<float> into);
}

/// <summary>A <see cref="Column"/> as a file holds it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StoredNumbers), "number")]
[JsonDerivedType(typeof(StoredCategories), "category")]
[JsonDerivedType(typeof(StoredDates), "date")]
[JsonDerivedType(typeof(StoredPresence), "presence")]
[JsonDerivedType(typeof(StoredTextColumn), "text")]
record StoredColumn : Stored<Column>
{
    /// <inheritdoc/>
    protected override Column Make() => throw new WrongValueException("is missing", ".kind");
}
