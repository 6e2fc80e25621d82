using System.Text.Json.Nodes;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A column whose values are all the same in training, and missing in some rows: only whether there is a value is read.
/// </summary>
/// <param name="name">The column's name.</param>
sealed class PresenceColumn(string name) : Column(name, parts: 0, saysMissing: true)
{
    internal const string JsonKind = "presence";

    /// <inheritdoc/>
    protected override string Kind => JsonKind;

    /// <inheritdoc/>
    protected override bool EncodeValue(in Cell cell, Span<float> into) => true;

    /// <inheritdoc/>
    protected override void Store(JsonObject json) { }
}
