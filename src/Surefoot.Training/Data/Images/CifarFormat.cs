namespace Surefoot.Training.Data.Images;

/// <summary>A folder of CIFAR-10's binary files.</summary>
sealed class CifarFormat : IDataFormat
{
    /// <inheritdoc/>
    public bool Recognises(string path) => CifarFiles.Recognises(path);

    /// <inheritdoc/>
    public bool CanStream => true;

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        var batches = File.Exists(path) ? [path] : CifarFiles.Training(path);
        if (batches.Count == 0)
            throw new DataException(
                $"{path} holds the test batch of CIFAR-10 and no training batches, data_batch_1.bin to "
                    + "data_batch_5.bin. Put them there."
            );
        var training = CifarFiles.Read(batches, path, options.Stream);
        string? own = File.Exists(path) || !options.ReadsOwnTest ? null : CifarFiles.Test(path);
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
            : own is not null ? CifarFiles.Read([own], own, options.Stream)
            : null;
        List<string> notes =
        [
            $"{path} holds {NoteText.Count(training.Count, "image")} of 32×32 pixels in 3 channels (CIFAR-10) "
                + $"to learn from, in {NoteText.Count(batches.Count)} batch{(batches.Count == 1 ? "" : "es")}.",
        ];
        if (test is not null)
            notes.Add($"The {NoteText.Count(test.Count, "image")} of {test.Source} are the test.");
        string[] digests = [training.Images.Digest, .. (test?.Digests ?? []).Where(digest => digest.Length > 0)];
        return ImageData.Build(training, test, byte.MaxValue, options, path, Fingerprint.Of(digests), notes);
    }
}
