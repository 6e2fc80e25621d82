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
        if (!Path.Exists(path))
            throw DataFile.Missing(path);
        var file = SvmFile.Read(path, requireTargets, TextOptions.MostWords);
        if (file.BelowNote(first) is { } below)
            notes.Add(below);
        return file.WithLabels(Dataset(file, requireTargets), requireTargets, notes);
    }

    /// <summary>Rows as this preprocessing reads them.</summary>
    /// <exception cref="DataException">A value is not 1, or an index or a label does not fit.</exception>
    internal IDataset Dataset(SvmFile file, bool requireTargets)
    {
        file.RefuseBelow(first, features);
        var rows = new int[file.IsStreamed ? 0 : file.Count][];
        file.ForEach(
            (row, indices, numbers) =>
            {
                indices = Counted(indices);
                int known = Known(file, row, indices, numbers);
                if (file.IsStreamed)
                    return;
                rows[row] = new int[known];
                for (int i = 0; i < known; i++)
                    rows[row][i] = indices[i] - first;
            }
        );
        float[]? targets = requireTargets
            ? new NumberTargets(file.Labels, file.Path).Encode(target, file.PlaceOf)
            : null;
        if (!file.IsStreamed)
            return new IndexDataset(rows, places, targets);
        return new StreamedSparse(
            file,
            InputShape,
            targets,
            (row, indices, numbers, input) =>
            {
                indices = Counted(indices);
                int known = Known(file, row, indices, numbers);
                for (int i = 0; i < known; i++)
                    input[i] = indices[i] - first;
                input[known..].Fill(-1);
            }
        );
    }

    // A feature before the first, which no training row had, is not read; indices rise, so that it stands first.
    ReadOnlySpan<int> Counted(ReadOnlySpan<int> indices) =>
        indices.Length > 0 && indices[0] < first ? indices[1..] : indices;

    // How many of a row's features are read: indices rise, so that those beyond the known ones stand last.
    int Known(SvmFile file, int row, ReadOnlySpan<int> indices, ReadOnlySpan<float> numbers)
    {
        if (numbers.IndexOfAnyExcept(1f) is >= 0 and var at)
            throw new DataException(
                $"{file.PlaceOf(row)}: the value {NoteText.Number(numbers[at])} of feature {indices[at]} is "
                    + "not 1, and an embedding bag "
                    + "reads which features a row has, not how much of each. Choose the model mlp, or write ones."
            );
        int known = Math.Min(indices.Length, places);
        while (known > 0 && indices[known - 1] - first >= features)
            known--;
        return known;
    }

    /// <inheritdoc/>
    internal override string RowForm => "a file of sparse rows";

    /// <inheritdoc/>
    internal override StoredPreprocessing Stored => new StoredSvmIndices(first, features, places, target.Stored);
}

/// <summary>An <see cref="SvmIndexPreprocessing"/> as a file holds it.</summary>
sealed record StoredSvmIndices(int First, int Features, int Places, StoredTarget Target) : StoredPreprocessing
{
    /// <inheritdoc/>
    protected override Preprocessing Make()
    {
        Require(First <= 1, "first");
        Require(Features is >= 1 and <= TextOptions.MostWords, "features");
        Require(Places is >= 1 and <= SvmIndexPreprocessing.MostPlaces, "places");
        return new SvmIndexPreprocessing(First, Features, Places, Target.Made);
    }
}
