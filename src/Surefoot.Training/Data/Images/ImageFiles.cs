namespace Surefoot.Training.Data.Images;

/// <summary>Where the images and the labels of one part of a data set lie.</summary>
/// <param name="Images">The path of the images.</param>
/// <param name="Labels">The path of the labels, or null where there are none.</param>
/// <param name="WantedLabels">The name that the labels would have, for messages.</param>
sealed record ImageFiles(string Images, string? Labels, string WantedLabels)
{
    internal const string TrainingPart = "train",
        TestPart = "t10k";

    /// <summary>
    /// One part of a folder with the usual names, gzip or not, with a hyphen or a dot before <c>idx</c>; null where its
    /// images are missing.
    /// </summary>
    internal static ImageFiles? Find(string folder, string part)
    {
        string? images = Existing(folder, part + "-images", "idx3-ubyte");
        return images is null
            ? null
            : new(
                images,
                Existing(folder, part + "-labels", "idx1-ubyte"),
                Path.Combine(folder, part + "-labels-idx1-ubyte")
            );
    }

    /// <summary>
    /// The rows to evaluate or predict at a path: a folder's test part, else its training part; or one file of images,
    /// with the labels beside it.
    /// </summary>
    /// <exception cref="DataException">There is nothing, or nothing with the usual names.</exception>
    internal static ImageFiles At(string path)
    {
        if (Directory.Exists(path))
            return Find(path, TestPart) ?? Find(path, TrainingPart) ?? throw WithoutNames(path, TestPart);
        if (!File.Exists(path))
            throw DataFile.Missing(path);
        string folder = Path.GetDirectoryName(path) ?? "",
            name = Path.GetFileName(path);
        string labels = Path.Combine(
            folder,
            name.Replace("images", "labels").Replace("idx3", "idx1").Replace("idx4", "idx1")
        );
        string unpacked = labels.EndsWith(".gz", StringComparison.Ordinal) ? labels[..^3] : labels;
        string? found = name.Contains("images")
            ? new[] { labels, unpacked, unpacked + ".gz" }.FirstOrDefault(File.Exists)
            : null;
        return new(path, found, labels);
    }

    /// <summary>The message for a folder without the usual names.</summary>
    internal static DataException WithoutNames(string folder, string part)
    {
        OtherImages.RefuseFolder(folder);
        var names = DataFile.Names(folder);
        return new(
            $"{folder} is a folder without {part}-images-idx3-ubyte[.gz]. Name a CSV file, or a folder with "
                + "the four IDX files under "
                + "their usual names. "
                + (
                    names.Count == 0
                        ? "The folder is empty or cannot be listed."
                        : $"The folder holds {NoteText.List(names)}."
                )
        );
    }

    static string? Existing(string folder, string start, string end) =>
        new[] { $"{start}-{end}", $"{start}-{end}.gz", $"{start}.{end}", $"{start}.{end}.gz" }
            .Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
