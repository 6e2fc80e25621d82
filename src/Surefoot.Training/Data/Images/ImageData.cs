using Surefoot.Training.Data.Streaming;

namespace Surefoot.Training.Data.Images;

/// <summary>Makes training data of labelled images, wherever they come from.</summary>
static class ImageData
{
    /// <summary>Divides the training part, every class alike, and keeps the test part as it is.</summary>
    /// <param name="training">Images with labels.</param>
    /// <param name="test">Images with labels, or null.</param>
    /// <param name="maximum">The byte that becomes 1.</param>
    /// <param name="options">How to divide.</param>
    /// <param name="source">Where the data came from.</param>
    /// <param name="fingerprint">Its fingerprint.</param>
    /// <param name="notes">Notes made so far, to which more are added.</param>
    internal static TrainingData Build(
        LabelledImages training,
        LabelledImages? test,
        int maximum,
        DataOptions options,
        string source,
        string fingerprint,
        List<string> notes
    )
    {
        if (options.Task == TaskKind.Regression)
            throw new DataException(
                $"{source} holds images whose labels are classes, so the task is classification, not regression."
            );
        if (options.Target is not null)
            notes.Add($"The target {options.Target} is not used: images have their labels.");
        if (training.Images.Streamed is { } files)
            notes.Add(StreamingChoice.Note(options, training.Source, files.Length));
        byte[] labels = training.Classes();
        if (labels.Length < 2)
            throw new DataException(
                $"{training.LabelSource} holds the one label {labels[0]} only; at least two classes are "
                    + "needed to learn."
            );
        if (training.Count < RowSplit.FewestRows)
            throw new DataException(
                $"{training.Source} holds {NoteText.Count(training.Count, "image")}; at least "
                    + $"{RowSplit.FewestRows} are needed to train and to validate."
            );
        var preprocessing = new ImagePreprocessing(
            training.Shape,
            maximum,
            labels,
            training.Names is null ? null : [.. labels.Select(label => training.Names[label])]
        );
        var split = RowSplit.Shuffled<byte>(training.Count, options, training.Indices(labels, preprocessing.Classes));
        if (RowSplit.FoldsNote(options, inTime: false) is { } foldsNote)
            notes.Add(foldsNote);
        if (split.TestNote is { } testNote)
            notes.Add(testNote);
        if (test is not null)
            notes.AddRange(test.Notes);
        var whole = preprocessing.Dataset(training);
        return new()
        {
            Training = new RowSubset(whole, split.Training),
            Validation = new RowSubset(whole, split.Validation),
            Test = test is null ? split.TestOf(whole) : preprocessing.Dataset(test),
            Preprocessing = preprocessing,
            Notes = notes,
            Source = source,
            Fingerprint = fingerprint,
        };
    }
}
