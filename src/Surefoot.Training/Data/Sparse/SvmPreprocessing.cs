using Surefoot.Training.Data.Tables;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Sparse;

/// <summary>
/// Sparse rows: each feature is divided by its largest magnitude among the training rows, so that zeros stay zeros.
/// </summary>
/// <param name="first">The index of the first feature, 0 or 1.</param>
/// <param name="largest">
/// The largest magnitude of each feature; 0 for one that no training row has, which is not read.
/// </param>
/// <param name="target">The target.</param>
sealed class SvmPreprocessing(int first, float[] largest, TargetColumn target) : Preprocessing
{
    internal ReadOnlySpan<float> Largest => largest;

    /// <summary>The index of the first feature, 0 or 1.</summary>
    internal int First => first;

    /// <summary>How many features no training row has.</summary>
    internal int Unread => largest.Count(value => value == 0);

    /// <inheritdoc/>
    public override TaskKind Task => target.Task;

    /// <inheritdoc/>
    public override Shape InputShape { get; } = new(largest.Length);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => target.Classes;

    /// <inheritdoc/>
    public override string TargetName => target.Name;

    /// <inheritdoc/>
    public override double TargetMean => target.Mean;

    /// <inheritdoc/>
    public override double TargetScale => target.Scale;

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes)
    {
        if (!Path.Exists(path))
            throw DataFile.Missing(path);
        var file = SvmFile.Read(path, requireTargets, SvmFile.MostFeatures);
        if (file.BelowNote(first) is { } below)
            notes.Add(below);
        return file.WithLabels(Dataset(file, requireTargets), requireTargets, notes);
    }

    /// <summary>Rows as this preprocessing reads them.</summary>
    /// <exception cref="DataException">
    /// An index or a label does not fit, or a value is too far from those of the training rows.
    /// </exception>
    internal IDataset Dataset(SvmFile file, bool requireTargets)
    {
        file.RefuseBelow(first, largest.Length);
        var rows = new SparseRows();
        file.ForEach(
            (row, indices, numbers) =>
            {
                if (file.IsStreamed)
                    rows.Clear();
                for (int i = 0; i < indices.Length; i++)
                {
                    if (Reads(file, row, indices[i], numbers[i], out float value))
                        rows.Add(indices[i] - first, value);
                }
                rows.EndRow();
            }
        );
        float[]? known = requireTargets ? new NumberTargets(file.Labels, file.Path).Encode(target, file.PlaceOf) : null;
        if (!file.IsStreamed)
            return new SparseDataset(rows, largest.Length, known, []);
        return new StreamedSparse(
            file,
            InputShape,
            known,
            (row, indices, numbers, input) =>
            {
                input.Clear();
                for (int i = 0; i < indices.Length; i++)
                {
                    if (Reads(file, row, indices[i], numbers[i], out float value))
                        input[indices[i] - first] = value;
                }
            }
        );
    }

    // Whether a feature is read, and as what.
    bool Reads(SvmFile file, int row, int index, float number, out float value)
    {
        int feature = index - first;
        value = 0;
        if (feature < 0 || feature >= largest.Length || largest[feature] == 0)
            return false;
        value = number / largest[feature];
        return float.IsFinite(value)
            ? true
            : throw new DataException(
                $"{file.PlaceOf(row)}: the value {NoteText.Number(number)} of feature {index} is too far from "
                    + "those of the training rows. Correct it, or leave the row out."
            );
    }

    /// <inheritdoc/>
    internal override int RowLength => largest.Length;

    /// <inheritdoc/>
    internal override string RowForm =>
        $"a number for each of the {NoteText.Count(largest.Length)} features, those that a file leaves out 0";

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<float> row, Span<float> input)
    {
        for (int i = 0; i < row.Length; i++)
        {
            input[i] = largest[i] == 0 || row[i] == 0 ? 0 : row[i] / largest[i];
            if (!float.IsFinite(input[i]))
                throw new DataException(
                    $"Feature {first + i} of the row, {NoteText.Number(row[i])}, is too far from those of the "
                        + "training rows. Correct it, or leave the row out."
                );
        }
    }

    /// <inheritdoc/>
    internal override StoredPreprocessing Stored =>
        new StoredSvm(first, Array.ConvertAll(largest, value => (double)value), target.Stored);
}

/// <summary>An <see cref="SvmPreprocessing"/> as a file holds it.</summary>
sealed record StoredSvm(int First, double[] Largest, StoredTarget Target) : StoredPreprocessing
{
    /// <inheritdoc/>
    protected override Preprocessing Make()
    {
        Require(
            Largest.Length is > 0 and <= SvmFile.MostFeatures + 1
                && Array.TrueForAll(Largest, value => value is >= 0 and <= float.MaxValue),
            "largest"
        );
        Require(First <= 1, "first");
        return new SvmPreprocessing(First, Array.ConvertAll(Largest, value => (float)value), Target.Made);
    }
}
