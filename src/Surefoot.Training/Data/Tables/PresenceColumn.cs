namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A column whose values are all the same in training, and missing in some rows: only whether there is a value is read.
/// </summary>
/// <param name="name">The column's name.</param>
sealed class PresenceColumn(string name) : Column(name, parts: 0, saysMissing: true)
{
    /// <inheritdoc/>
    protected override bool EncodeValue(in Cell cell, Span<float> into) => true;

    /// <inheritdoc/>
    internal override StoredColumn Stored => new StoredPresence(Name, SaysMissing);
}

/// <summary>A <see cref="PresenceColumn"/> as a file holds it.</summary>
sealed record StoredPresence(string Name, bool Missing) : StoredColumn
{
    /// <inheritdoc/>
    protected override Column Make() => new PresenceColumn(Name);
}
