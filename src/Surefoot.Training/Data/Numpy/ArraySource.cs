using Surefoot.Training.Formats;

namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// Finds which arrays of a file or an archive are the inputs and the targets, for training and for testing.
/// </summary>
sealed class ArraySource : IDisposable
{
    static readonly string[] TrainingNames = ["x_train", "x"];

    readonly NpzArchive? archive;
    readonly string path;
    readonly List<string> files = [];

    ArraySource(string path, NpzArchive? archive) => (this.path, this.archive) = (path, archive);

    /// <summary>
    /// Opens a .npy or .npz file; <paramref name="unpackLimit"/> is what the arrays of an archive may unpack to, as
    /// <see cref="UnpackLimit"/> has it.
    /// </summary>
    internal static ArraySource Open(string path, long? unpackLimit) =>
        new(path, IsArchive(path) ? new NpzArchive(path, unpackLimit) : null);

    /// <summary>Whether a file is a .npy file by its first bytes, or an .npz file by its name.</summary>
    internal static bool Recognises(string path)
    {
        if (IsArchive(path))
            return File.Exists(path);
        try
        {
            if (!RegularFile.HasContent(path))
                return false;
            if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
                return true;
            using var stream = DataFile.Open(path);
            return NpyHeader.Recognises(stream);
        }
        catch (Exception e) when (e is DataException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The rows to learn from.</summary>
    /// <exception cref="DataException">There are none, or no targets.</exception>
    internal ArrayPair Training() =>
        archive is null
            ? Beside(path, required: true)!
            : TrainingNames.Select(name => Pair(name, required: true)).FirstOrDefault(pair => pair is not null)
                ?? throw WithoutInputs();

    /// <summary>The rows to test on, or null.</summary>
    internal ArrayPair? Test()
    {
        if (archive is not null)
            return Pair("x_test", required: true);
        string folder = Path.GetDirectoryName(path) ?? "",
            name = Path.GetFileName(path);
        string test = Path.Combine(folder, name.Replace("train", "test"));
        return test != path && File.Exists(test) ? Beside(test, required: true) : null;
    }

    /// <summary>The rows to evaluate or to predict: the test part where there is one, else the training part.</summary>
    internal ArrayPair ToRead(bool requireTargets) =>
        archive is null
            ? Beside(path, requireTargets)!
            : TrainingNames
                .Prepend("x_test")
                .Select(name => Pair(name, requireTargets))
                .FirstOrDefault(pair => pair is not null)
                ?? throw WithoutInputs();

    /// <summary>To be called when all arrays were opened, and before one is read.</summary>
    /// <exception cref="DataException">Those of an archive would unpack to more than they may.</exception>
    internal void CheckUnpacked() => archive?.CheckUnpacked();

    /// <summary>The digests of the files that were opened.</summary>
    internal IReadOnlyList<string> Digests() => [.. (archive is null ? files : [path]).Select(DataFile.Digest)];

    /// <inheritdoc/>
    public void Dispose() => archive?.Dispose();

    ArrayPair? Pair(string inputs, bool required)
    {
        if (archive!.Find(inputs) is not { } found)
            return null;
        string? targets = required ? archive.Find("y" + inputs[1..]) : null;
        if (required && targets is null)
            throw new DataException(
                $"{path} holds {found} and no array y{inputs[1..]} with its targets. It holds "
                    + $"{NoteText.List(archive.Names)}. Save both: numpy.savez(file, {inputs}=…, y{inputs[1..]}=…)."
            );
        return Checked(new(archive.Array(found), targets is null ? null : archive.Array(targets)));
    }

    ArrayPair Beside(string file, bool required)
    {
        string? targets = required ? TargetsOf(file) : null;
        if (required && (targets is null || !File.Exists(targets)))
            throw new DataException(
                $"{file} holds inputs, and its targets are missing: "
                    + $"{targets ?? "a file whose name has y where this has x"} is expected beside it. Save both in "
                    + "one .npz file or side by side."
            );
        files.Add(file);
        if (targets is not null)
            files.Add(targets);
        return Checked(new(NpyArray.Open(file), targets is null ? null : NpyArray.Open(targets)));
    }

    // x.npy has y.npy, x_train.npy y_train.npy, train_x.npy train_y.npy, and images.npy labels.npy.
    static string? TargetsOf(string file)
    {
        string folder = Path.GetDirectoryName(file) ?? "",
            name = Path.GetFileName(file),
            stem = Path.GetFileNameWithoutExtension(name),
            ending = name[stem.Length..];
        string? targets = stem switch
        {
            ['x', .. var rest] => "y" + rest,
            ['X', .. var rest] => (File.Exists(Path.Combine(folder, "Y" + rest + ending)) ? "Y" : "y") + rest,
            [.. var rest, '_', 'x'] => rest + "_y",
            [.. var rest, '_', 'X'] => rest + "_y",
            _ when stem.Contains("images") => stem.Replace("images", "labels"),
            _ => null,
        };
        return targets is null ? null : Path.Combine(folder, targets + ending);
    }

    static ArrayPair Checked(ArrayPair pair) =>
        pair.Targets is null || pair.Targets.Rows == pair.Inputs.Rows
            ? pair
            : throw new DataException(
                $"{pair.Inputs.Name} holds {NoteText.Count(pair.Inputs.Rows, "row")}, but {pair.Targets.Name} "
                    + $"holds {NoteText.Count(pair.Targets.Rows)}. They do not belong together."
            );

    DataException WithoutInputs() =>
        new(
            $"{path} holds "
                + $"{(archive!.Names.Count == 0 ? "no array" : "the arrays " + NoteText.List(archive.Names))}; x "
                + "and y, or x_train, y_train, x_test and y_test, are expected. "
                + "Save it with numpy.savez(file, x=…, y=…)."
        );

    static bool IsArchive(string path) => path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
}
