namespace Surefoot.Training.Data.Records;

/// <summary>
/// Rows that a program holds or reads from elsewhere, each a value for every name. They are gone through once.
/// </summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="names">The name of each field; empty for one that has none.</param>
abstract class RecordSource(string name, string[] names)
{
    /// <summary>What it is called in messages.</summary>
    internal string Name => name;

    /// <summary>The name of each field, without white space around it; empty for one that has none.</summary>
    internal string[] Names { get; } = Array.ConvertAll(names, one => one.Trim(' ', '\t'));

    /// <summary>How many rows were read, which is the number of the row at hand, counted from 1.</summary>
    internal int Row { get; private set; }

    /// <summary>A value of the row at hand; null or DBNull where it is missing.</summary>
    internal abstract object? this[int field] { get; }

    /// <summary>Goes on to the next row.</summary>
    internal bool Read()
    {
        if (!Next())
            return false;
        Row++;
        return true;
    }

    /// <summary>Goes on to the next row; false where there is none.</summary>
    protected abstract bool Next();

    /// <summary>A value of a column of enums, which System.Data holds as its number, as the enum.</summary>
    protected static object? Named(object? value, Type type) =>
        type.IsEnum && value is not (null or DBNull or Enum) ? Enum.ToObject(type, value) : value;

    /// <summary>Refuses a value whose type no column can hold.</summary>
    internal DataException RefuseType(int field, object? value) =>
        RefuseType($"{Name}, row {Row}", Names[field], value);

    /// <summary>The same for a row of any name.</summary>
    internal static DataException RefuseType(string row, string column, object? value) =>
        new(
            $"{row}, column {column}: a value of the type {value?.GetType().Name} cannot be read. Columns "
                + "hold numbers, text, dates, times, enums and truth values; convert it, or leave the column out."
        );
}
