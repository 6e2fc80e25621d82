namespace Surefoot.Training.Data.Images;

/// <summary>
/// PNG images in a folder a class; a folder <c>train</c> of such, and perhaps one <c>test</c>, are understood too.
/// </summary>
sealed class PngFormat : IDataFormat
{
    /// <inheritdoc/>
    public bool Recognises(string path) => Directory.Exists(path) && PngFiles.Recognises(path);

    /// <inheritdoc/>
    public bool CanStream => true;

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        string folder = PngFiles.Part(path, "train") ?? path;
        var files = PngFiles.OfClasses(folder);
        if (files.Classes.Count < 2)
            throw new DataException(
                $"{folder} holds "
                    + (
                        files.Classes.Count == 0
                            ? "images and no folders of images"
                            : $"the one folder of images {files.Classes[0]}"
                    )
                    + $"; "
                    + "to learn, put the images of each of two or more classes into a folder named for the class."
            );
        var training = PngReader.Read(files, wanted: null, options.Stream, options.UnpackLimit);
        string? own =
            !options.ReadsOwnTest || PngFiles.Part(path, "train") is null ? null : PngFiles.Part(path, "test");
        var test =
            options.TestPath is not null
                ? ImagePreprocessing.Read(
                    options.TestPath,
                    requireLabels: true,
                    training.Shape,
                    byte.MaxValue,
                    options.Stream,
                    options.UnpackLimit
                )
            : own is not null
                ? PngReader.Read(PngFiles.OfClasses(own), training.Shape, options.Stream, options.UnpackLimit)
            : null;
        List<string> notes =
        [
            $"{folder} holds {NoteText.Count(training.Count, "image")} of "
                + $"{training.Shape[1]}×{training.Shape[2]} pixels in {training.Shape[0]} "
                + $"channel{(training.Shape[0] == 1 ? "" : "s")} "
                + $"and {NoteText.Count(files.Classes.Count)} classes, {NoteText.List(files.Classes)}.",
        ];
        notes.AddRange(training.Notes);
        if (folder != path && PngFiles.Loose(path) is > 0 and var loose)
            notes.Add(
                $"{NoteText.Count(loose, "image")} in {path} beside {folder} "
                    + $"{(loose == 1 ? "has no class and is" : "have no class and are")} left out."
            );
        if (test is not null)
            notes.Add($"The {NoteText.Count(test.Count, "image")} of {test.Source} are the test.");
        IReadOnlyList<string> digests = test is null ? training.Digests : [.. training.Digests, .. test.Digests];
        return ImageData.Build(training, test, byte.MaxValue, options, path, Fingerprint.Of(digests), notes);
    }
}
