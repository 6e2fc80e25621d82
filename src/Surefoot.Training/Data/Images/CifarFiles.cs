using System.Text;
using Surefoot.Training.Data.Streaming;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// CIFAR-10's binary files: records of a label and 32×32 pixels in three planes, 3,073 bytes each, as A. Krizhevsky's
/// page laid them down.
/// </summary>
static class CifarFiles
{
    const int Side = 32,
        Channels = 3,
        ImageBytes = Channels * Side * Side,
        RecordBytes = ImageBytes + 1,
        Classes = 10;
    const string TestName = "test_batch.bin",
        NamesFile = "batches.meta.txt",
        UsualFolder = "cifar-10-batches-bin";

    static readonly string[] UsualNames =
    [
        "airplane",
        "automobile",
        "bird",
        "cat",
        "deer",
        "dog",
        "frog",
        "horse",
        "ship",
        "truck",
    ];

    /// <summary>
    /// Whether a path is a folder with training batches or the test batch, or has the usual folder of them within, or
    /// is a batch.
    /// </summary>
    internal static bool Recognises(string path) =>
        File.Exists(path)
            ? path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)
                && new FileInfo(path).Length is > 0 and var length
                && length % RecordBytes == 0
            : Directory.Exists(path) && (Training(path).Count > 0 || Test(path) is not null);

    /// <summary>The training batches of a folder, in the order of their names.</summary>
    internal static IReadOnlyList<string> Training(string path) =>
        [
            .. DataFile
                .Names(Folder(path))
                .Where(name =>
                    name.StartsWith("data_batch_", StringComparison.Ordinal)
                    && name.EndsWith(".bin", StringComparison.Ordinal)
                )
                .Select(name => Path.Combine(Folder(path), name)),
        ];

    /// <summary>The test batch of a folder, or null.</summary>
    internal static string? Test(string path) =>
        File.Exists(Path.Combine(Folder(path), TestName)) ? Path.Combine(Folder(path), TestName) : null;

    /// <summary>
    /// The rows to evaluate or to predict at a path: a batch, or a folder's test batch, or else its training batches.
    /// </summary>
    internal static LabelledImages At(string path, bool stream) =>
        File.Exists(path) ? Read([path], path, stream)
        : Test(path) is { } test ? Read([test], test, stream)
        : Read(Training(path), path, stream);

    /// <summary>Reads batches one after another.</summary>
    /// <param name="paths">The batches.</param>
    /// <param name="source">What to call them together in messages.</param>
    /// <param name="stream">
    /// Whether the images stay in their files until they are needed; if not, they do where they are too large for
    /// memory.
    /// </param>
    /// <exception cref="DataException">A batch is cut short, or a label is beyond 9.</exception>
    internal static LabelledImages Read(IReadOnlyList<string> paths, string source, bool stream = false)
    {
        long records = 0;
        foreach (string path in paths)
        {
            using var file = DataFile.Open(path);
            if (file.Length == 0 || file.Length % RecordBytes != 0)
                throw new DataException(
                    $"{path} holds {NoteText.Count(file.Length, "byte")}, which is not a whole number of "
                        + $"records of {NoteText.Count(RecordBytes)}. It is cut short or not of CIFAR-10; fetch it "
                        + "again."
                );
            records += file.Length / RecordBytes;
        }
        stream |= StreamingChoice.IsLarge(records * ImageBytes);
        var streamed = stream
            ? new PixelRecords([.. paths.Select(path => new StreamedFile(path))], first: 0, RecordBytes, before: 1)
            : null;
        byte[] pixels = stream ? [] : new byte[records * ImageBytes],
            labels = new byte[records],
            record = new byte[RecordBytes];
        List<string> digests = [];
        int row = 0;
        foreach (string path in paths)
        {
            using var file = new HashingStream(DataFile.Open(path));
            for (
                int start = row;
                file.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false) == RecordBytes && row < labels.Length;
                row++
            )
            {
                if (record[0] >= Classes)
                    throw new DataException(
                        $"{path}, byte {NoteText.Count((long)(row - start) * RecordBytes)}: the label of "
                            + $"image {row - start} is {record[0]}; labels of CIFAR-10 are 0 to {Classes - 1}. Is "
                            + "it another file?"
                    );
                labels[row] = record[0];
                if (!stream)
                    record.AsSpan(1).CopyTo(pixels.AsSpan(row * ImageBytes));
            }
            digests.Add(file.Finish());
        }
        streamed?.RefuseChanged();
        return new(
            new([labels.Length, Channels, Side, Side], pixels, Fingerprint.Of(digests)) { Streamed = streamed },
            new([labels.Length], labels, ""),
            source,
            source,
            Names(Path.GetDirectoryName(paths[0]) ?? "")
        );
    }

    // The ten names of the file beside the batches, if it holds ten; else those that CIFAR-10 has.
    static string[] Names(string folder)
    {
        string path = Path.Combine(folder, NamesFile);
        if (!File.Exists(path) || new FileInfo(path).Length > 1 << 12)
            return UsualNames;
        using var reader = new StreamReader(DataFile.Open(path), Encoding.UTF8);
        string[] names = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == Classes && names.Distinct(StringComparer.Ordinal).Count() == Classes
            ? names
            : UsualNames;
    }

    static string Folder(string path) =>
        Directory.Exists(Path.Combine(path, UsualFolder)) ? Path.Combine(path, UsualFolder) : path;
}
