using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Data.Numpy;

/// <summary>Arrays that NumPy saved: an .npz archive of inputs and targets, or two .npy files side by side.</summary>
sealed class NumpyFormat : IDataFormat
{
    /// <inheritdoc/>
    public bool Recognises(string path) => ArraySource.Recognises(path);

    /// <inheritdoc/>
    public bool CanStream => true;

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        using var source = ArraySource.Open(path, options.UnpackLimit);
        var pair = source.Training();
        // Opened before anything is read, so that what all arrays would unpack to is known first.
        var own = options.ReadsOwnTest ? source.Test() : null;
        source.CheckUnpacked();
        var layout = ArrayLayout.Of(pair.Inputs, known: null);
        // A mean and a deviation for each go into the model's file.
        if (layout.Groups > ModelBounds.Values / 4)
            throw new DataException(
                $"{pair.Inputs.Name} has {NoteText.Count(layout.Groups, "feature")}; at most "
                    + $"{NoteText.Count(ModelBounds.Values / 4)} are learned from. Take fewer."
            );
        var type = pair.Targets!.Header.Type;
        var targets = new NumberTargets(
            TargetArray.Read(pair.Targets),
            pair.Targets.Name,
            type.IsWhole || pair.Targets.Header.Sizes is [_, > 1],
            type.Precision
        );
        var task = targets.Task(options.Task);
        var split = targets.Split(task, options);
        var target = targets.Fit("y", task, split);
        var fit =
            layout.Shape.Rank == 3 && pair.Inputs.Header.Type.IsByte
                ? ArrayFit.None
                : ArrayFit.To(pair.Inputs, layout, split.Training);
        var preprocessing = new NumpyPreprocessing(layout, fit.Means, fit.Scales, target);
        var whole = preprocessing.Dataset(
            pair.Inputs,
            targets.Encode(target, row => $"{pair.Targets.Name}, row {NoteText.Count(row)}"),
            options.Stream
        );
        List<string> later = [];
        var test =
            options.TestPath is not null
                ? preprocessing.Open(options.TestPath, requireTargets: true, options.Stream, later, options.UnpackLimit)
            : own is null ? split.TestOf(whole)
            : preprocessing.Dataset(own, options.Stream, later);
        List<string> notes = [Note(path, pair.Inputs, layout), targets.Note(target)];
        if (fit.Note(layout) is { } leftOut)
            notes.Add(leftOut);
        if (whole is StreamedArray)
            notes.Add(StreamingChoice.Note(options, path, preprocessing.MemoryFor(pair.Inputs)));
        if (options.Target is not null)
            notes.Add($"The target {options.Target} is not used: the array y holds the targets.");
        notes.AddRange(later);
        if (RowSplit.FoldsNote(options, inTime: false) is { } foldsNote)
            notes.Add(foldsNote);
        if (split.TestNote is { } testNote)
            notes.Add(testNote);
        else if (test is not null)
            notes.Add(
                $"The {NoteText.Count(test.Count, "row")} of {own?.Inputs.Name ?? options.TestPath} are the test."
            );
        return new()
        {
            Training = new RowSubset(whole, split.Training),
            Validation = new RowSubset(whole, split.Validation),
            Test = test,
            Preprocessing = preprocessing,
            Notes = notes,
            Source = path,
            Fingerprint = Fingerprint.Of(
                options.TestPath is null ? source.Digests() : [.. source.Digests(), DataFile.Digest(options.TestPath)]
            ),
        };
    }

    static string Note(string path, NpyArray inputs, ArrayLayout layout)
    {
        string rows = NoteText.Count(inputs.Rows);
        if (layout.Shape.Rank == 1)
            return $"{path} holds {NoteText.Count(inputs.Rows, "row")} of {NoteText.Count(layout.Groups, "feature")} "
                + "to learn from, each standardised.";
        string channels =
            layout.Groups == 1
                ? ""
                : $" in {layout.Groups} "
                    + $"channels"
                    + (
                        inputs.Header.Sizes.Length < 4 ? ""
                        : layout.ChannelsLast ? " (the last size)"
                        : " (the second size)"
                    );
        return $"{path} holds {rows} images of {layout.Shape[1]}×{layout.Shape[2]} pixels{channels} to learn from, "
            + (inputs.Header.Type.IsByte ? "divided by 255." : "each channel standardised.");
    }
}
