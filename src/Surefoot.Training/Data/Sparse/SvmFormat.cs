using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data.Sparse;

/// <summary>Sparse rows as SVMLight and LIBSVM write them.</summary>
sealed class SvmFormat : IDataFormat
{
    /// <inheritdoc/>
    public bool Recognises(string path) => SvmFile.Recognises(path);

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        int limit = options.FeaturesAsIndices ? TextOptions.MostWords - 1 : SvmFile.MostFeatures;
        var file = SvmFile.Read(path, requireLabels: true, limit);
        var targets = new NumberTargets(file.Labels, path, wholeType: false);
        var task = targets.Task(options.Task);
        if (file.Most < 0) throw new DataException($"{path} holds labels and not one feature. Give the rows features, such as 3:0.5.");
        var split = targets.Split(task, options);
        var target = targets.Fit("label", task, split);
        int first = Math.Min(file.Least, 1);
        Preprocessing preprocessing = options.FeaturesAsIndices ? Indices(file, first, split, target) : Largest(file, first, split, target);
        IDataset Rows(SvmFile read) => preprocessing is SvmPreprocessing dense ? dense.Dataset(read, requireTargets: true) : ((SvmIndexPreprocessing)preprocessing).Dataset(read, requireTargets: true);
        var whole = Rows(file);
        var test = options.TestPath is null ? null : SvmFile.Read(options.TestPath, requireLabels: true, limit);
        int features = file.Most - first + 1;
        List<string> notes =
        [
            $"{path} holds {NoteText.Count(file.Rows.Count, "sparse row")} of {NoteText.Count(features, "feature")}, counted from {first}; " +
                (preprocessing is SvmPreprocessing ? "each is divided by its largest magnitude." : $"of a row at most {NoteText.Count(preprocessing.InputShape.Length)} are read."),
            NumberTargets.Note(target),
        ];
        if (options.Target is not null) notes.Add($"The target {options.Target} is not used: the rows have their labels.");
        if (preprocessing is SvmPreprocessing { Unread: > 0 and var unread })
            notes.Add($"{NoteText.Count(unread, "feature")} that no training row has {(unread == 1 ? "is" : "are")} read as 0.");
        if (split.TestNote is { } testNote) notes.Add(testNote);
        if (test is not null) notes.Add($"The {NoteText.Count(test.Rows.Count, "row")} of {test.Path} are the test.");
        return new()
        {
            Training = new RowSubset(whole, split.Training),
            Validation = new RowSubset(whole, split.Validation),
            Test = test is null ? split.TestOf(whole) : Rows(test),
            Preprocessing = preprocessing,
            Notes = notes,
            Source = path,
            Fingerprint = Fingerprint.Of(test is null ? [file.Digest] : [file.Digest, test.Digest]),
        };
    }

    static SvmIndexPreprocessing Indices(SvmFile file, int first, RowSplit split, TargetColumn target) =>
        new(first, file.Most - first + 1, Math.Clamp(split.Training.Max(row => file.Rows.Columns(row).Length), 1, SvmIndexPreprocessing.MostPlaces), target);

    static SvmPreprocessing Largest(SvmFile file, int first, RowSplit split, TargetColumn target)
    {
        var largest = new float[file.Most - first + 1];
        foreach (int row in split.Training)
        {
            var columns = file.Rows.Columns(row);
            for (int i = 0; i < columns.Length; i++)
            {
                ref float most = ref largest[columns[i] - first];
                most = Math.Max(most, Math.Abs(file.Rows.Values(row)[i]));
            }
        }
        return new(first, largest, target);
    }
}
