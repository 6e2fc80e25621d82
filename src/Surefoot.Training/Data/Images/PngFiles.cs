namespace Surefoot.Training.Data.Images;

/// <summary>PNG images on the disk, with the class of each where they lie in a folder a class.</summary>
/// <param name="Root">The folder or file that was named.</param>
/// <param name="Paths">The images: class after class, each in the order of their names' letters.</param>
/// <param name="Classes">The names of the classes; empty where there are none.</param>
/// <param name="Labels">The index of each image's class; empty where there are none.</param>
/// <param name="Others">How many files were passed over since they are no PNG images.</param>
sealed record PngFiles(
    string Root,
    IReadOnlyList<string> Paths,
    IReadOnlyList<string> Classes,
    IReadOnlyList<byte> Labels,
    int Others
)
{
    /// <summary>What else there is that was left out, one sentence each.</summary>
    internal IReadOnlyList<string> Notes =>
        [.. Others > 0 ? (string[])[OthersNote] : [], .. Note is { } note ? (string[])[note] : []];

    string? Note { get; init; }

    string OthersNote =>
        $"{NoteText.Count(Others, "file")} in {(Classes.Count > 0 ? "these folders" : Root)} "
        + $"{(Others == 1 ? "is no PNG image" : "are no PNG images")} and left out.";

    /// <summary>Whether a folder holds PNG images itself.</summary>
    internal static bool HoldsImages(string folder) => Images(folder).Any();

    /// <summary>How many PNG images a folder holds itself.</summary>
    internal static int Loose(string folder) => Images(folder).Count();

    const string Ending = ".png";
    const int MostClasses = 256;

    /// <summary>Whether a path is a PNG image, or a folder that holds some or has folders that do.</summary>
    internal static bool Recognises(string path) =>
        File.Exists(path)
            ? path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
            : Directory.Exists(path) && (Images(path).Any() || HoldsClasses(path) || Part(path, "train") is not null);

    /// <summary>The folder of one part, <c>train</c> or <c>test</c>; null where it has no folders of images.</summary>
    internal static string? Part(string path, string part) =>
        HoldsClasses(Path.Combine(path, part)) ? Path.Combine(path, part) : null;

    /// <summary>Images in a folder a class.</summary>
    /// <exception cref="DataException">There are more than 256 classes.</exception>
    internal static PngFiles OfClasses(string folder)
    {
        string[] classes =
        [
            .. DataFile.Names(folder).Where(name => name[0] != '.' && Images(Path.Combine(folder, name)).Any()),
        ];
        OtherImages.RefuseLost(folder, classes);
        if (classes.Length > MostClasses)
            throw new DataException(
                $"{folder} holds {NoteText.Count(classes.Length)} folders of images; at most {MostClasses} "
                    + "classes are read. Join some."
            );
        List<string> paths = [];
        List<byte> labels = [];
        int others = 0;
        for (int label = 0; label < classes.Length; label++)
        {
            string inner = Path.Combine(folder, classes[label]);
            string[] images = [.. Images(inner)];
            paths.AddRange(images);
            labels.AddRange(Enumerable.Repeat((byte)label, images.Length));
            others += DataFile.Names(inner).Count(name => name[0] != '.') - images.Length;
        }
        return new(folder, paths, classes, labels, others)
        {
            Note = OtherImages.Note(folder, classes, Images(folder).Count()),
        };
    }

    /// <summary>The images at a path to evaluate or to predict, with classes where they are wanted.</summary>
    /// <exception cref="DataException">Classes are wanted and there are none.</exception>
    internal static PngFiles At(string path, bool requireLabels)
    {
        string folder = Part(path, "test") ?? Part(path, "train") ?? path;
        if (HoldsClasses(folder))
        {
            // To predict, an image is a row whether it has a class or not.
            if (!requireLabels && ((string[])[folder, path]).FirstOrDefault(HoldsImages) is { } mixed)
                throw new DataException(
                    $"{mixed} holds {NoteText.Count(Loose(mixed), "image")} itself and folders of images. "
                        + "Name the folder whose images are to be predicted, or move those beside the folders into "
                        + "one of their own."
                );
            var classes = OfClasses(folder);
            return folder == path
                ? classes
                : classes with
                {
                    Note = $"The images are those of {folder}.{(classes.Note is { } more ? $" {more}" : "")}",
                };
        }
        if (requireLabels)
            throw new DataException(
                $"{path} holds images without classes. Put each class's images into a folder of their own, "
                    + "named for the class."
            );
        if (File.Exists(path))
            return new(path, [path], [], [], 0);
        OtherImages.RefuseLost(path, []);
        string[] paths = [.. Images(path)];
        string[] others =
        [
            .. DataFile.Names(path).Where(name => name[0] != '.' && !Directory.Exists(Path.Combine(path, name))),
        ];
        return new(path, paths, [], [], others.Length - paths.Length);
    }

    static bool HoldsClasses(string folder) =>
        Directory.Exists(folder)
        && DataFile.Names(folder).Any(name => name[0] != '.' && Images(Path.Combine(folder, name)).Any());

    // A file that the system hides is none of the user's.
    static IEnumerable<string> Images(string folder) =>
        !Directory.Exists(folder)
            ? []
            : DataFile
                .Names(folder)
                .Where(name => name[0] != '.' && name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
                .Select(name => Path.Combine(folder, name));
}
