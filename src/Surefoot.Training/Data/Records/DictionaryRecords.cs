namespace Surefoot.Training.Data.Records;

/// <summary>Dictionaries that all have the names of the first.</summary>
sealed class DictionaryRecords : RecordSource
{
    readonly IEnumerator<IReadOnlyDictionary<string, object?>> rows;
    readonly string[] keys;
    bool first = true;

    DictionaryRecords(IEnumerator<IReadOnlyDictionary<string, object?>> rows, string[] keys)
        : base("the list of rows", keys) => (this.rows, this.keys) = (rows, keys);

    /// <inheritdoc/>
    internal override object? this[int field] => rows.Current[keys[field]];

    /// <summary>Looks at the first row for the names.</summary>
    /// <exception cref="DataException">There is no row.</exception>
    internal static DictionaryRecords Open(IEnumerator<IReadOnlyDictionary<string, object?>> rows) =>
        rows.MoveNext() && rows.Current is { } first
            ? new(rows, [.. first.Keys])
            : throw new DataException("The list of rows is empty. Give rows.");

    /// <inheritdoc/>
    /// <exception cref="DataException">A row has other names than the first.</exception>
    protected override bool Next()
    {
        if (!first && !rows.MoveNext())
            return false;
        first = false;
        if (rows.Current is not { } row)
            throw new DataException($"{Name}, row {Row + 1}: the row is null. Leave it out.");
        foreach (string key in keys)
            if (!row.ContainsKey(key))
                throw new DataException(
                    $"{Name}, row {Row + 1}: there is no field {key}, which the first row has. "
                        + $"{NearestName.Hint(key, [.. row.Keys])}"
                );
        if (row.Count == keys.Length)
            return true;
        string other = row.Keys.First(key => !keys.Contains(key, StringComparer.Ordinal));
        throw new DataException(
            $"{Name}, row {Row + 1}: the field {other} is not in the first row. {NearestName.Hint(other, keys)}"
        );
    }
}
