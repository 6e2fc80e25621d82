using System.Data;

namespace Surefoot.Training.Data.Records;

/// <summary>What a database answers.</summary>
/// <param name="reader">The reader, before its first row.</param>
sealed class ReaderRecords(IDataReader reader)
    : RecordSource("the reader", [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)])
{
    /// <inheritdoc/>
    internal override object? this[int field] => Named(reader.GetValue(field), reader.GetFieldType(field));

    /// <inheritdoc/>
    protected override bool Next() => reader.Read();
}
