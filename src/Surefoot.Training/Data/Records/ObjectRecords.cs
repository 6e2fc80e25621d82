using System.Diagnostics.CodeAnalysis;

namespace Surefoot.Training.Data.Records;

/// <summary>Records, objects of a class or of an anonymous type.</summary>
/// <typeparam name="TRow">Their type.</typeparam>
/// <param name="records">The records.</param>
sealed class ObjectRecords<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
    IEnumerator<TRow> records
)
    : RecordSource(
        RowType<TRow>.Title is { Length: > 0 } title ? $"the list of {title}" : "the list of records",
        RowType<TRow>.Names
    )
{
    /// <inheritdoc/>
    internal override object? this[int field] =>
        records.Current is { } row
            ? RowType<TRow>.Value(row, field)
            : throw new DataException($"{Name}, row {Row}: the record is null. Leave it out.");

    /// <inheritdoc/>
    protected override bool Next() => records.MoveNext();
}
