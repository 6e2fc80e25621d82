namespace Surefoot.Training.Data.Images;

/// <summary>A folder with images and labels as IDX files under the names that MNIST gave them.</summary>
sealed class IdxFormat : IDataFormat
{
    const int Maximum = byte.MaxValue;

    /// <inheritdoc/>
    public bool Recognises(string path) => Directory.Exists(path) || IdxFile.Recognises(path);

    /// <inheritdoc/>
    public bool CanStream => true;

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        var files = Directory.Exists(path)
            ? ImageFiles.Find(path, ImageFiles.TrainingPart)
                ?? throw ImageFiles.WithoutNames(path, ImageFiles.TrainingPart)
            : ImageFiles.At(path);
        var training = LabelledImages.Read(files, requireLabels: true, options.Stream, options.UnpackLimit);
        var test = Test(path, training, options);
        List<string> notes =
        [
            $"{path} holds {NoteText.Count(training.Count, "image")} of "
                + $"{training.Shape[1]}×{training.Shape[2]} pixels to learn from.",
        ];
        if (test is not null)
            notes.Add($"The {NoteText.Count(test.Count, "image")} of {test.Source} are the test.");
        IReadOnlyList<string> digests = test is null ? training.Digests : [.. training.Digests, .. test.Digests];
        return ImageData.Build(training, test, Maximum, options, path, Fingerprint.Of(digests), notes);
    }

    static LabelledImages? Test(string path, LabelledImages training, DataOptions options)
    {
        if (options.TestPath is not null)
            return ImagePreprocessing.Read(
                options.TestPath,
                requireLabels: true,
                training.Shape,
                Maximum,
                options.Stream,
                options.UnpackLimit
            );
        var own = options.ReadsOwnTest && Directory.Exists(path) ? ImageFiles.Find(path, ImageFiles.TestPart) : null;
        return own is null ? null : LabelledImages.Read(own, requireLabels: true, options.Stream, options.UnpackLimit);
    }
}
