namespace Surefoot.Training.Data.Sparse;

/// <summary>Sparse rows as SVMLight and LIBSVM write them.</summary>
sealed class SvmFormat : IDataFormat
{
    /// <inheritdoc/>
    public bool Recognises(string path) => SvmFile.Recognises(path);

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        var file = SvmFile.Read(path, requireLabels: true);
        var targets = new NumberTargets(file.Labels, path, wholeType: false);
        var task = targets.Task(options.Task);
        if (file.Most < 0) throw new DataException($"{path} holds labels and not one feature. Give the rows features, such as 3:0.5.");
        var split = targets.Split(task, options);
        var target = targets.Fit("label", task, split);
        int first = Math.Min(file.Least, 1);
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
        var preprocessing = new SvmPreprocessing(first, largest, target);
        var whole = preprocessing.Dataset(file, requireTargets: true);
        var test = options.TestPath is null ? null : SvmFile.Read(options.TestPath, requireLabels: true);
        List<string> notes =
        [
            $"{path} holds {NoteText.Count(file.Rows.Count, "sparse row")} of {NoteText.Count(largest.Length, "feature")}, counted from {first}; each is divided by its largest magnitude.",
            NumberTargets.Note(target),
        ];
        if (options.Target is not null) notes.Add($"The target {options.Target} is not used: the rows have their labels.");
        int unread = largest.Count(value => value == 0);
        if (unread > 0) notes.Add($"{NoteText.Count(unread, "feature")} that no training row has {(unread == 1 ? "is" : "are")} read as 0.");
        if (test is not null) notes.Add($"The {NoteText.Count(test.Rows.Count, "row")} of {test.Path} are the test.");
        return new()
        {
            Training = new RowSubset(whole, split.Training),
            Validation = new RowSubset(whole, split.Validation),
            Test = test is null ? null : preprocessing.Dataset(test, requireTargets: true),
            Preprocessing = preprocessing,
            Notes = notes,
            Source = path,
            Fingerprint = Fingerprint.Of(test is null ? [file.Digest] : [file.Digest, test.Digest]),
        };
    }
}
