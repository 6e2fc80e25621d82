using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Surefoot.Training.Data.Records;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data;

/// <summary>
/// Makes training data of the rows that a program has: records, dictionaries, what a database answers, tables of
/// System.Data, arrays. They are read as the equal CSV file would be, with the same inference, notes and bits; see
/// <c>docs/data.md</c> for what becomes of each type. The rows are gone through once and held as text.
/// </summary>
/// <remarks>
/// A column is a number, a date or text by its values, as in a file: enums are text, a truth value is "True" or
/// "False", null and NaN are missing. <see cref="DataOptions"/> means what it means for a file, except that rows in
/// memory are not streamed; <see cref="DataOptions.TestPath"/> names a CSV file.
/// </remarks>
public static class TableData
{
    /// <summary>Records, objects of a class or of an anonymous type: a column for each public property.</summary>
    /// <param name="records">The records, gone through once. Of dictionaries each has the keys of the first.</param>
    /// <param name="target">The property to learn, such as <c>r => r.Species</c>.</param>
    /// <param name="options">How to read and divide them. Default: <see cref="DataOptions"/> as it is made.</param>
    /// <exception cref="DataException">
    /// The rows cannot be used; the message says why, where, and what to do.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The target picks no property, or the options name another or ask for streaming.
    /// </exception>
    public static TrainingData From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        IEnumerable<TRow> records,
        Expression<Func<TRow, object?>> target,
        DataOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        return From(records, RowType<TRow>.Picked(target), options);
    }

    /// <summary>The same with the target by name.</summary>
    /// <param name="records">The records, gone through once. Of dictionaries each has the keys of the first.</param>
    /// <param name="target">The column to learn. Default: <see cref="DataOptions.Target"/>, or the last.</param>
    /// <param name="options">How to read and divide them. Default: <see cref="DataOptions"/> as it is made.</param>
    /// <exception cref="DataException">
    /// The rows cannot be used; the message says why, where, and what to do.
    /// </exception>
    /// <exception cref="ArgumentException">The options name another target or ask for streaming.</exception>
    public static TrainingData From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        IEnumerable<TRow> records,
        string? target = null,
        DataOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        using var rows = records.GetEnumerator();
        return Load(
            rows is IEnumerator<IReadOnlyDictionary<string, object?>> dictionaries
                ? DictionaryRecords.Open(dictionaries)
                : new ObjectRecords<TRow>(rows),
            With(options, target)
        );
    }

    /// <summary>What a query answers, from any database with an ADO.NET provider.</summary>
    /// <param name="reader">
    /// The reader, before its first row; it is read to the end of its result and not closed.
    /// </param>
    /// <param name="target">The column to learn. Default: <see cref="DataOptions.Target"/>, or the last.</param>
    /// <param name="options">How to read and divide the rows. Default: <see cref="DataOptions"/> as it is made.</param>
    /// <exception cref="DataException">
    /// The rows cannot be used; the message says why, where, and what to do.
    /// </exception>
    /// <exception cref="ArgumentException">The options name another target or ask for streaming.</exception>
    public static TrainingData From(IDataReader reader, string? target = null, DataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Load(new ReaderRecords(reader), With(options, target));
    }

    /// <summary>The rows of a table of System.Data.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The column to learn. Default: <see cref="DataOptions.Target"/>, or the last.</param>
    /// <param name="options">How to read and divide the rows. Default: <see cref="DataOptions"/> as it is made.</param>
    /// <exception cref="DataException">
    /// The rows cannot be used; the message says why, where, and what to do.
    /// </exception>
    /// <exception cref="ArgumentException">The options name another target or ask for streaming.</exception>
    public static TrainingData From(DataTable table, string? target = null, DataOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Load(new DataTableRecords(table), With(options, target));
    }

    /// <summary>Columns that are arrays of one length.</summary>
    /// <param name="columns">The name and the values of each column, in order.</param>
    /// <param name="target">The column to learn. Default: <see cref="DataOptions.Target"/>, or the last.</param>
    /// <param name="options">How to read and divide the rows. Default: <see cref="DataOptions"/> as it is made.</param>
    /// <exception cref="DataException">
    /// The rows cannot be used; the message says why, where, and what to do.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or the options name another target or ask for streaming.
    /// </exception>
    public static TrainingData FromColumns(
        IEnumerable<KeyValuePair<string, Array>> columns,
        string? target = null,
        DataOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Load(new ArrayRecords([.. columns]), With(options, target));
    }

    static DataOptions With(DataOptions? options, string? target)
    {
        options ??= new();
        if (target is null || options.Target == target)
            return options;
        return options.Target is null
            ? options with
            {
                Target = target,
            }
            : throw new ArgumentException(
                $"The target is {target}, and the options say {options.Target}. Leave one out.",
                nameof(options)
            );
    }

    static TrainingData Load(RecordSource source, DataOptions options)
    {
        if (options.Stream)
            throw new ArgumentException(
                "Rows in memory cannot be streamed: write them to a CSV file, or leave streaming out.",
                nameof(options)
            );
        DataLoader.RefuseTwoTests(options);
        return DataLoader.Finish(TableFormat.Load(RecordTable.Read(source, options.IgnoredColumns), options), options);
    }
}
