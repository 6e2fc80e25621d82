using System.Text.Json.Nodes;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Sparse;

/// <summary>Sparse rows of ones, each as the numbers of the features that it has.</summary>
/// <param name="first">The index of the first feature, 0 or 1.</param>
/// <param name="features">How many features there are; those beyond are not read.</param>
/// <param name="places">The most features of a row that are read.</param>
/// <param name="target">The target.</param>
sealed class SvmIndexPreprocessing(int first, int features, int places, TargetColumn target) : Preprocessing
{
    internal const string Kind = "svmlightIndices";

    internal const int MostPlaces = 1 << 16;

    /// <inheritdoc/>
    public override TaskKind Task => target.Task;

    /// <inheritdoc/>
    public override Shape InputShape { get; } = new(places);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => target.Classes;

    /// <inheritdoc/>
    public override string TargetName => target.Name;

    /// <inheritdoc/>
    public override double TargetMean => target.Mean;

    /// <inheritdoc/>
    public override double TargetScale => target.Scale;

    /// <inheritdoc/>
    public override int Vocabulary => features;

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes)
    {
        if (!Path.Exists(path)) throw DataFile.Missing(path);
        return Dataset(SvmFile.Read(path, requireTargets, TextOptions.MostWords), requireTargets);
    }

    /// <summary>Rows as this preprocessing reads them.</summary>
    /// <exception cref="DataException">A value is not 1, or an index or a label does not fit.</exception>
    internal IndexDataset Dataset(SvmFile file, bool requireTargets)
    {
        file.RefuseBelow(first);
        var rows = new int[file.Rows.Count][];
        for (int row = 0; row < rows.Length; row++)
        {
            var values = file.Rows.Values(row);
            if (values.IndexOfAnyExcept(1f) is >= 0 and var at)
                throw new DataException($"{file.Path}, line {file.Lines[row]}: the value {NoteText.Number(values[at])} of feature {file.Rows.Columns(row)[at]} is not 1, and an embedding bag " +
                    "reads which features a row has, not how much of each. Choose the model mlp, or write ones.");
            rows[row] = [.. file.Rows.Columns(row).ToArray().Select(column => column - first).Where(feature => feature < features).Take(places)];
        }
        return new(rows, places, requireTargets ? NumberTargets.Encode(file.Labels, target, row => $"{file.Path}, line {file.Lines[row]}") : null);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["kind"] = Kind, ["first"] = first, ["features"] = features, ["places"] = places, ["target"] = target.ToJson() };

    /// <summary>What <see cref="ToJson"/> stored.</summary>
    internal static SvmIndexPreprocessing Restore(StoredJson json) => new(
        json["first"].Integer(0, 1), json["features"].Integer(1, TextOptions.MostWords), json["places"].Integer(1, MostPlaces), TargetColumn.Restore(json["target"]));
}
