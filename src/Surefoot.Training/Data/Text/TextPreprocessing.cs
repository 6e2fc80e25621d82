using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Text;

/// <summary>Lines of text, each one of a few classes, as the words that they have.</summary>
/// <param name="reading">What becomes of a line.</param>
/// <param name="target">The classes.</param>
sealed class TextPreprocessing(TextReading reading, TargetColumn target) : Preprocessing
{
    internal TextForm Form => reading.Form;

    internal TextReading Reading => reading;

    /// <inheritdoc/>
    public override TaskKind Task => TaskKind.Classification;

    /// <inheritdoc/>
    public override Shape InputShape { get; } = new(reading.Places);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => target.Classes;

    /// <inheritdoc/>
    public override string TargetName => target.Name;

    /// <inheritdoc/>
    public override int Vocabulary => reading.Vocabulary;

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes)
    {
        if (!Path.Exists(path))
            throw DataFile.Missing(path);
        return Dataset(
            TextLines.Read(path, requireTargets),
            requireTargets,
            StreamingChoice.IsLarge(MemoryFor(path)),
            notes
        );
    }

    /// <summary>
    /// About what the lines of a file take in memory: as a rule fewer numbers than they have letters.
    /// </summary>
    internal static long MemoryFor(string path) => new FileInfo(path).Length * 4;

    /// <summary>Lines as this preprocessing reads them.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="requireTargets">Whether their labels are wanted.</param>
    /// <param name="stream">Whether they are read from their file as they are needed.</param>
    /// <param name="notes">Receives a line about those of which no word is known.</param>
    /// <exception cref="DataException">A label is no class that was trained.</exception>
    internal IDataset Dataset(TextLines lines, bool requireTargets, bool stream, ICollection<string> notes)
    {
        float[]? known = requireTargets ? Known(lines) : null;
        int without = 0;
        var encoder = Encoder();
        var indices = new List<int[]>();
        var rows = new SparseRows();
        lines.ForEach(
            (_, text) =>
            {
                var found = encoder.Numbers(text);
                if (found.IsEmpty)
                    without++;
                if (stream)
                    return;
                if (Form == TextForm.Indices)
                    indices.Add(found[..Math.Min(found.Length, reading.Places)].ToArray());
                else
                    encoder.Encode(text, rows);
            }
        );
        if (lines.Unlabelled > 0)
            notes.Add(MissingTargets.Note(lines.Path, lines.Unlabelled));
        if (without > 0)
            notes.Add(
                $"{Path.GetFileName(lines.Path)}: {NoteText.Count(without, "line")} "
                    + $"{(without == 1 ? "has" : "have")} no word that training saw often enough."
            );
        if (stream)
            return new StreamedText(lines.File, InputShape, known, Encoder);
        return Form == TextForm.Indices
            ? new IndexDataset([.. indices], reading.Places, known)
            : new SparseDataset(rows, reading.Places, known, []);
    }

    /// <summary>What turns lines into numbers, for one thread.</summary>
    internal TextEncoder Encoder() => reading.Encoder();

    float[] Known(TextLines lines)
    {
        float[] classes = [.. lines.Labels.Select(label => target.TryIndex(label, out int index) ? index : float.NaN)],
            known = new float[lines.Count];
        for (int row = 0; row < known.Length; row++)
        {
            known[row] = classes[lines.Codes[row]];
            if (float.IsNaN(known[row]))
                throw new DataException(
                    $"{lines.Path}, line {lines.LineOf(row)}: "
                        + $"{NoteText.Shown(lines.Labels[lines.Codes[row]])} is not a class that was trained; those "
                        + $"are {NoteText.List(Classes)}. "
                        + "Correct it, leave the line out, or train again with it."
                );
        }
        return known;
    }

    /// <inheritdoc/>
    internal override string RowForm => "a line of text";

    /// <inheritdoc/>
    internal override StoredPreprocessing Stored =>
        new StoredText(
            reading.Form,
            reading.NGrams,
            reading.Places,
            reading.Numbers.Stored,
            target.Stored,
            reading.Letters == 0 ? null : reading.Letters,
            reading.Distinct ? true : null
        );
}

/// <summary>A <see cref="TextPreprocessing"/> as a file holds it.</summary>
sealed record StoredText(
    TextForm Form,
    int NGrams,
    int Places,
    StoredWords Vocabulary,
    StoredTarget Target,
    int? Letters = null,
    bool? Distinct = null
) : StoredPreprocessing
{
    /// <inheritdoc/>
    protected override Preprocessing Make()
    {
        Require(Target.Task == TaskKind.Classification, "target");
        TextReading reading = new(Form, NGrams, Letters ?? 0, Distinct ?? false, Vocabulary.Made, Places);
        Require(reading.Fault is null, reading.Fault ?? "");
        return new TextPreprocessing(reading, Target.Made);
    }
}
