using System.Text.Json.Nodes;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Text;

/// <summary>Lines of text, each one of a few classes, as the words that they have.</summary>
/// <param name="form">What becomes of a line.</param>
/// <param name="nGrams">Up to how many neighbouring words are joined.</param>
/// <param name="numbers">The numbers of words.</param>
/// <param name="places">How many places a row has, where it is a list of numbers; else how many words there are.</param>
/// <param name="target">The classes.</param>
sealed class TextPreprocessing(TextForm form, int nGrams, WordNumbers numbers, int places, TargetColumn target) : Preprocessing
{
    internal const string Kind = "text";

    internal TextForm Form => form;

    internal IReadOnlyList<string> KnownWords => numbers.Known;

    /// <inheritdoc/>
    public override TaskKind Task => TaskKind.Classification;

    /// <inheritdoc/>
    public override Shape InputShape { get; } = new(places);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => target.Classes;

    /// <inheritdoc/>
    public override string TargetName => target.Name;

    /// <inheritdoc/>
    public override int Vocabulary => form == TextForm.Indices ? numbers.Count : 0;

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets)
    {
        if (!Path.Exists(path)) throw DataFile.Missing(path);
        return Dataset(TextLines.Read(path, requireTargets), requireTargets);
    }

    /// <summary>Lines as this preprocessing reads them.</summary>
    /// <exception cref="DataException">A label is no class that was trained.</exception>
    internal IDataset Dataset(TextLines lines, bool requireTargets)
    {
        float[]? known = requireTargets ? new float[lines.Labels.Count] : null;
        for (int row = 0; row < known?.Length; row++)
        {
            if (!target.TryIndex(lines.Labels[row], out int index))
                throw new DataException($"{lines.Path}, line {lines.Lines[row]}: {NoteText.Shown(lines.Labels[row])} is not a class that was trained; those are {NoteText.List(Classes)}. " +
                    "Correct it, leave the line out, or train again with it.");
            known[row] = index;
        }
        if (form == TextForm.Indices) return new IndexDataset([.. lines.Texts.Select(text => Indices(text).Take(places).ToArray())], places, known);
        var rows = new SparseRows();
        foreach (string text in lines.Texts)
        {
            foreach (var (word, count) in Indices(text).CountBy(index => index)) rows.Add(word, form == TextForm.Presence ? 1 : MathF.Log(1 + count));
            rows.EndRow();
        }
        return new SparseDataset(rows, places, known);
    }

    IEnumerable<int> Indices(string text) => Words.Of(text, nGrams).Select(word => numbers[word]).Where(index => index >= 0);

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["form"] = form switch { TextForm.Presence => "presence", TextForm.LogCounts => "logCounts", _ => "indices" },
        ["nGrams"] = nGrams,
        ["places"] = places,
        ["vocabulary"] = numbers.ToJson(),
        ["target"] = target.ToJson(),
    };

    /// <summary>What <see cref="ToJson"/> stored.</summary>
    internal static TextPreprocessing Restore(StoredJson json)
    {
        var form = json["form"].Choice(("presence", TextForm.Presence), ("logCounts", TextForm.LogCounts), ("indices", TextForm.Indices));
        var numbers = WordNumbers.Restore(json["vocabulary"]);
        int places = json["places"].Integer(1, 1 << 24);
        if (form != TextForm.Indices && places != numbers.Count) throw json.Damaged("places");
        var target = TargetColumn.Restore(json["target"]);
        if (target.Task != TaskKind.Classification) throw json.Damaged("target");
        return new(form, json["nGrams"].Integer(1, 5), numbers, places, target);
    }
}
