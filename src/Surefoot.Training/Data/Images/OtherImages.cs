namespace Surefoot.Training.Data.Images;

/// <summary>
/// Images of kinds that are not read, and folders whose images lie deeper than they are looked for: told, so that
/// nothing is left out in silence.
/// </summary>
static class OtherImages
{
    const int Deepest = 4;

    static readonly string[] Endings =
    [
        ".jpg",
        ".jpeg",
        ".jfif",
        ".gif",
        ".bmp",
        ".webp",
        ".tif",
        ".tiff",
        ".avif",
        ".heic",
    ];

    /// <summary>
    /// Refuses classes that would be left out: folders that hold no PNG image beside folders that do, but images of
    /// another kind or folders with images.
    /// </summary>
    /// <param name="folder">The folder of the classes.</param>
    /// <param name="classes">Those that hold PNG images.</param>
    /// <exception cref="DataException">There is such a folder.</exception>
    internal static void RefuseLost(string folder, IReadOnlyCollection<string> classes)
    {
        foreach (string name in Folders(folder).Where(name => !classes.Contains(name)))
        {
            string inner = Path.Combine(folder, name);
            if (Nested(inner, Deepest) is { } deeper)
                throw new DataException(
                    $"{inner} holds its images in a folder within, {deeper}; those of a class are read from "
                        + $"its own folder. Move them up into {inner}, or move {inner} out of {folder} if it is no "
                        + "class."
                );
            if (Others(inner) is { Length: > 0 } others)
                throw new DataException(
                    $"{inner} holds {NoteText.Count(others.Length, "image")} such as {others[0]} and no PNG "
                        + $"image; only PNG is read. Convert them to PNG, or move {inner} out of {folder} if it is "
                        + "no class."
                );
        }
    }

    /// <summary>
    /// A note about folders with no image at all, and about images beside the folders, which have no class; null where
    /// there is neither.
    /// </summary>
    internal static string? Note(string folder, IReadOnlyCollection<string> classes, int loose)
    {
        string[] empty = [.. Folders(folder).Where(name => !classes.Contains(name))];
        List<string> parts = [];
        if (empty.Length > 0)
            parts.Add(
                $"{NoteText.List(empty)} in {folder} "
                    + $"{(empty.Length == 1 ? "holds no image and is no class" : "hold no image and are no classes")}."
            );
        if (loose > 0)
            parts.Add(
                $"{NoteText.Count(loose, "image")} beside the folders in {folder} "
                    + $"{(loose == 1 ? "has no class and is" : "have no class and are")} left out."
            );
        return parts.Count == 0 ? null : string.Join(" ", parts);
    }

    /// <summary>
    /// Refuses a folder whose images, its own or those of the folders within, are all of a kind that is not read.
    /// </summary>
    /// <exception cref="DataException">It is such a folder.</exception>
    internal static void RefuseFolder(string folder)
    {
        foreach (string inner in (string[])[folder, .. Folders(folder).Select(name => Path.Combine(folder, name))])
        {
            if (Others(inner) is { Length: > 0 } others)
                throw new DataException(
                    $"{inner} holds {NoteText.Count(others.Length, "image")} such as {others[0]}; of images "
                        + "in files only PNG is read. Convert them to PNG, each class's in a folder of its own."
                );
            if (Nested(inner, Deepest) is { } deeper)
                throw new DataException(
                    $"{folder} holds PNG images in {deeper}, deeper than they are looked for. Name the folder "
                        + "whose folders are the classes and hold their images themselves."
                );
        }
    }

    static IEnumerable<string> Folders(string folder) =>
        DataFile.Names(folder).Where(name => name[0] != '.' && Directory.Exists(Path.Combine(folder, name)));

    static string[] Others(string folder) =>
        [
            .. DataFile
                .Names(folder)
                .Where(name =>
                    name[0] != '.' && Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                ),
        ];

    // The first folder below that holds PNG images.
    static string? Nested(string folder, int depth)
    {
        foreach (string name in Folders(folder))
        {
            string inner = Path.Combine(folder, name);
            if (PngFiles.HoldsImages(inner))
                return inner;
            if (depth > 0 && Nested(inner, depth - 1) is { } deeper)
                return deeper;
        }
        return null;
    }
}
