using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data.Sparse;

/// <summary>Sparse rows as SVMLight and LIBSVM write them.</summary>
sealed class SvmFormat : IDataFormat
{
    /// <inheritdoc/>
    public bool Recognises(string path) => SvmFile.Recognises(path);

    /// <inheritdoc/>
    public bool CanStream => true;

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        int limit = options.FeaturesAsIndices ? TextOptions.MostWords - 1 : SvmFile.MostFeatures;
        var file = SvmFile.Read(path, requireLabels: true, limit, options.Stream);
        var targets = new NumberTargets(file.Labels, path);
        var task = targets.Task(options.Task);
        if (file.Most < 0)
            throw new DataException($"{path} holds labels and not one feature. Give the rows features, such as 3:0.5.");
        var split = targets.Split(task, options);
        var target = targets.Fit("label", task, split);
        int first = Math.Min(file.Least, 1);
        Preprocessing preprocessing = options.FeaturesAsIndices
            ? Indices(file, first, split, target)
            : Largest(file, first, split, target);
        IDataset Rows(SvmFile read) =>
            preprocessing is SvmPreprocessing dense
                ? dense.Dataset(read, requireTargets: true)
                : ((SvmIndexPreprocessing)preprocessing).Dataset(read, requireTargets: true);
        var whole = Rows(file);
        var test = options.TestPath is null
            ? null
            : SvmFile.Read(options.TestPath, requireLabels: true, limit, options.Stream);
        var testTargets = test is null ? null : new NumberTargets(test.Labels, test.Path);
        int features = file.Most - first + 1;
        List<string> notes =
        [
            $"{path} holds {NoteText.Count(file.Count, "sparse row")} of "
                + $"{NoteText.Count(features, "feature")}, counted from {first}; "
                + (
                    preprocessing is SvmPreprocessing
                        ? "each is divided by its largest magnitude."
                        : $"of a row at most {NoteText.Count(preprocessing.InputShape.Length)} are read."
                ),
            targets.Note(target),
        ];
        if (file.IsStreamed)
            notes.Add(StreamingChoice.Note(options, path, SvmFile.MemoryFor(path)));
        if (options.Target is not null)
            notes.Add($"The target {options.Target} is not used: the rows have their labels.");
        if (preprocessing is SvmPreprocessing { Unread: > 0 and var unread })
            notes.Add(
                $"{NoteText.Count(unread, "feature")} that no training row has {(unread == 1 ? "is" : "are")} "
                    + "read as 0."
            );
        if (RowSplit.FoldsNote(options, inTime: false) is { } foldsNote)
            notes.Add(foldsNote);
        if (split.TestNote is { } testNote)
            notes.Add(testNote);
        if (test?.BelowNote(first) is { } below)
            notes.Add(below);
        if (testTargets?.MissingNote is { } without)
            notes.Add(without);
        if (test is not null)
            notes.Add($"The {NoteText.Count(test.Count - testTargets!.Missing, "row")} of {test.Path} are the test.");
        return new()
        {
            Training = new RowSubset(whole, split.Training),
            Validation = new RowSubset(whole, split.Validation),
            Test = test is null ? split.TestOf(whole) : testTargets!.WithTargets(Rows(test)),
            Preprocessing = preprocessing,
            Notes = notes,
            Source = path,
            Fingerprint = Fingerprint.Of(test is null ? [file.Digest] : [file.Digest, test.Digest]),
        };
    }

    static SvmIndexPreprocessing Indices(SvmFile file, int first, RowSplit split, TargetColumn target)
    {
        int longest = 1,
            next = 0;
        file.ForEach(
            (row, indices, _) =>
            {
                if (next == split.Training.Length || split.Training[next] != row)
                    return;
                next++;
                longest = Math.Max(longest, indices.Length);
            }
        );
        return new(first, file.Most - first + 1, Math.Min(longest, SvmIndexPreprocessing.MostPlaces), target);
    }

    static SvmPreprocessing Largest(SvmFile file, int first, RowSplit split, TargetColumn target)
    {
        var largest = new float[file.Most - first + 1];
        int next = 0;
        file.ForEach(
            (row, indices, numbers) =>
            {
                if (next == split.Training.Length || split.Training[next] != row)
                    return;
                next++;
                for (int i = 0; i < indices.Length; i++)
                {
                    ref float most = ref largest[indices[i] - first];
                    most = Math.Max(most, Math.Abs(numbers[i]));
                }
            }
        );
        return new(first, largest, target);
    }
}
