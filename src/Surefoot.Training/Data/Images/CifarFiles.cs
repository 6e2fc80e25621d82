using System.Security.Cryptography;
using System.Text;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// CIFAR-10's binary files: records of a label and 32×32 pixels in three planes, 3,073 bytes each, as A. Krizhevsky's page laid them down.
/// </summary>
static class CifarFiles
{
    const int Side = 32, Channels = 3, ImageBytes = Channels * Side * Side, RecordBytes = ImageBytes + 1, Classes = 10;
    const string TestName = "test_batch.bin", NamesFile = "batches.meta.txt", UsualFolder = "cifar-10-batches-bin";

    static readonly string[] UsualNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Whether a path is a folder with training batches or the test batch, or has the usual folder of them within, or is a batch.</summary>
    internal static bool Recognises(string path) =>
        File.Exists(path) ? path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) && new FileInfo(path).Length is > 0 and var length && length % RecordBytes == 0
            : Directory.Exists(path) && (Training(path).Count > 0 || Test(path) is not null);

    /// <summary>The training batches of a folder, in the order of their names.</summary>
    internal static IReadOnlyList<string> Training(string path) =>
        [.. DataFile.Names(Folder(path)).Where(name => name.StartsWith("data_batch_", StringComparison.Ordinal) && name.EndsWith(".bin", StringComparison.Ordinal)).Select(name => Path.Combine(Folder(path), name))];

    /// <summary>The test batch of a folder, or null.</summary>
    internal static string? Test(string path) => File.Exists(Path.Combine(Folder(path), TestName)) ? Path.Combine(Folder(path), TestName) : null;

    /// <summary>The rows to evaluate or to predict at a path: a batch, or a folder's test batch, or else its training batches.</summary>
    internal static LabelledImages At(string path) => File.Exists(path) ? Read([path], path) : Test(path) is { } test ? Read([test], test) : Read(Training(path), path);

    /// <summary>Reads batches one after another.</summary>
    /// <param name="paths">The batches.</param>
    /// <param name="source">What to call them together in messages.</param>
    /// <exception cref="DataException">A batch is cut short, or a label is beyond 9.</exception>
    internal static LabelledImages Read(IReadOnlyList<string> paths, string source)
    {
        long records = 0;
        foreach (string path in paths)
        {
            using var stream = DataFile.Open(path);
            if (stream.Length == 0 || stream.Length % RecordBytes != 0)
                throw new DataException($"{path} holds {NoteText.Count(stream.Length, "byte")}, which is not a whole number of records of {NoteText.Count(RecordBytes)}. It is cut short or not of CIFAR-10; fetch it again.");
            records += stream.Length / RecordBytes;
        }
        if (records * ImageBytes > Array.MaxLength) throw new DataException($"{source} holds {NoteText.Count(records, "image")}; at most {NoteText.Count(Array.MaxLength / ImageBytes)} are read at once. Divide it.");
        byte[] pixels = new byte[records * ImageBytes], labels = new byte[records], record = new byte[RecordBytes];
        List<string> digests = [];
        int row = 0;
        foreach (string path in paths)
        {
            using var stream = new HashingStream(DataFile.Open(path));
            for (int start = row; stream.ReadAtLeast(record, RecordBytes, throwOnEndOfStream: false) == RecordBytes && row < labels.Length; row++)
            {
                if (record[0] >= Classes)
                    throw new DataException($"{path}, byte {NoteText.Count((long)(row - start) * RecordBytes)}: the label of image {row - start} is {record[0]}; labels of CIFAR-10 are 0 to {Classes - 1}. Is it another file?");
                labels[row] = record[0];
                record.AsSpan(1).CopyTo(pixels.AsSpan(row * ImageBytes));
            }
            digests.Add(stream.Finish());
        }
        return new(new([labels.Length, Channels, Side, Side], pixels, Fingerprint.Of(digests)), new([labels.Length], labels, ""), source, source, Names(Path.GetDirectoryName(paths[0]) ?? ""));
    }

    // The ten names of the file beside the batches, if it holds ten; else those that CIFAR-10 has.
    static string[] Names(string folder)
    {
        string path = Path.Combine(folder, NamesFile);
        if (!File.Exists(path) || new FileInfo(path).Length > 1 << 12) return UsualNames;
        using var reader = new StreamReader(DataFile.Open(path), Encoding.UTF8);
        string[] names = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == Classes && names.Distinct(StringComparer.Ordinal).Count() == Classes ? names : UsualNames;
    }

    static string Folder(string path) => Directory.Exists(Path.Combine(path, UsualFolder)) ? Path.Combine(path, UsualFolder) : path;
}
