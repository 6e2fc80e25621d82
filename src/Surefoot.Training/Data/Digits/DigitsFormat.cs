using Surefoot.Training.Data.Images;

namespace Surefoot.Training.Data.Digits;

/// <summary>
/// The built-in handwritten digits: "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak, UCI
/// Machine Learning Repository, DOI 10.24432/C50P49, licensed CC BY 4.0; 3,823 training and 1,797 test images of 8×8
/// numbers from 0 to 16. They lie in the library as the four IDX files of this folder; SOURCE.txt says where they came
/// from.
/// </summary>
sealed class DigitsFormat : IDataFormat
{
    const int Maximum = 16;

    /// <summary>
    /// The SHA-256 of the four files' digests, known beforehand: loading a hash library would cost more than reading
    /// the digits.
    /// </summary>
    internal const string KnownFingerprint = "8fcc7507062bd701eebfd618b7f50feb84222e5dbcc08bf0a75b1dd3ffdb5d5f";

    /// <inheritdoc/>
    public bool Recognises(string path) => path == DataLoader.Digits && !Path.Exists(path);

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public TrainingData Load(string path, DataOptions options)
    {
        var training = Part(ImageFiles.TrainingPart);
        var test =
            options.TestPath is not null
                ? ImagePreprocessing.Read(
                    options.TestPath,
                    requireLabels: true,
                    training.Shape,
                    Maximum,
                    stream: false,
                    options.UnpackLimit
                )
            : options.ReadsOwnTest ? Test()
            : null;
        List<string> notes =
        [
            "The built-in handwritten digits (Alpaydin and Kaynak, UCI, CC BY 4.0): "
                + $"{NoteText.Count(training.Count, "image")} of 8×8 pixels to learn from"
                + (test is null ? "." : $", {NoteText.Count(test.Count)} to test on."),
        ];
        string fingerprint = options.TestPath is null
            ? KnownFingerprint
            : Fingerprint.Of([KnownFingerprint, .. test!.Digests.Where(digest => digest.Length > 0)]);
        return ImageData.Build(training, test, Maximum, options, DataLoader.Digits, fingerprint, notes);
    }

    /// <summary>The test part.</summary>
    internal static LabelledImages Test() => Part(ImageFiles.TestPart);

    /// <summary>The bytes of one embedded file, as they lie in this folder.</summary>
    internal static Stream Resource(string name) =>
        typeof(DigitsFormat).Assembly.GetManifestResourceStream("Surefoot.Digits." + name)
        ?? throw new InvalidOperationException($"The built-in file {name} is missing from the library.");

    static LabelledImages Part(string part)
    {
        string images = part + "-images-idx3-ubyte.gz",
            labels = part + "-labels-idx1-ubyte.gz";
        using var imageStream = Resource(images);
        using var labelStream = Resource(labels);
        return new(
            IdxFile.Read(imageStream, images, "images", [3]),
            IdxFile.Read(labelStream, labels, "labels", [1]),
            "digits",
            "digits"
        );
    }
}
