using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>One part of a set of images as read: the images, and the labels where there are any.</summary>
/// <param name="Images">The images.</param>
/// <param name="Labels">As many labels as images; null where there are none.</param>
/// <param name="Source">The path of the images, for messages.</param>
/// <param name="LabelSource">The path of the labels, for messages.</param>
/// <param name="Names">The name of the class with label i; null where labels are no more than numbers.</param>
sealed record LabelledImages(
    IdxFile Images,
    IdxFile? Labels,
    string Source,
    string LabelSource,
    IReadOnlyList<string>? Names = null
)
{
    /// <summary>What was noticed where they were read, one sentence each.</summary>
    internal IReadOnlyList<string> Notes { get; init; } = [];

    internal int Count => Images.Count;

    internal Shape Shape => Images.ImageShape;

    /// <summary>The digests of what was read, images first.</summary>
    internal IReadOnlyList<string> Digests => Labels is null ? [Images.Digest] : [Images.Digest, Labels.Digest];

    /// <summary>Reads both files and checks that they belong together.</summary>
    /// <param name="files">Where they lie.</param>
    /// <param name="requireLabels">Whether labels are wanted.</param>
    /// <param name="stream">Whether the images stay in their file until they are needed.</param>
    /// <param name="unpackLimit">What each file may unpack to, as <see cref="UnpackLimit"/> has it.</param>
    /// <exception cref="DataException">
    /// A file cannot be read, the labels are missing though required, or the counts differ.
    /// </exception>
    internal static LabelledImages Read(ImageFiles files, bool requireLabels, bool stream, long? unpackLimit)
    {
        if (requireLabels && files.Labels is null)
            throw new DataException(
                $"{files.Images} has no labels beside it: {files.WantedLabels} is missing. Put it there, "
                    + "compressed as .gz or not."
            );
        var images = IdxFile.Images(files.Images, stream, unpackLimit);
        var labels = requireLabels ? IdxFile.Labels(files.Labels!, unpackLimit) : null;
        return new LabelledImages(images, labels, files.Images, files.Labels ?? "").Checked();
    }

    /// <summary>This pair, once it is sure that there is a label for each image.</summary>
    /// <exception cref="DataException">The counts differ.</exception>
    internal LabelledImages Checked() =>
        Labels is null || Labels.Count == Images.Count
            ? this
            : throw new DataException(
                $"{Source} holds {NoteText.Count(Images.Count, "image")}, but {LabelSource} holds "
                    + $"{NoteText.Count(Labels.Count, "label")}. They do not belong together; fetch both again."
            );

    /// <summary>The labels that occur, in rising order.</summary>
    internal byte[] Classes()
    {
        // Plain loops here and below: the digits' time to the first step would mostly be spent on compiling anything
        // cleverer.
        Span<bool> occurs = stackalloc bool[byte.MaxValue + 1];
        foreach (byte label in Labels!.Bytes)
            occurs[label] = true;
        var classes = new List<byte>();
        for (int label = 0; label < occurs.Length; label++)
        {
            if (occurs[label])
                classes.Add((byte)label);
        }
        return [.. classes];
    }

    /// <summary>The index of each image's class: by its name where labels have names, else by the label.</summary>
    /// <param name="classes">The labels of the classes.</param>
    /// <param name="names">The names of the classes.</param>
    /// <exception cref="DataException">A label is none of them.</exception>
    internal byte[] Indices(byte[] classes, IReadOnlyList<string> names)
    {
        if (Names is null)
            return Indices(classes);
        var known = names.Index().ToDictionary(pair => pair.Item, pair => (byte)pair.Index, StringComparer.Ordinal);
        return Array.ConvertAll(
            Labels!.Bytes,
            label =>
                known.TryGetValue(Names[label], out byte index)
                    ? index
                    : throw new DataException(
                        $"{LabelSource}: {NoteText.Shown(Names[label])} is not a class that was trained; "
                            + $"those are {NoteText.List(names)}. Leave it out, or train again with it."
                    )
        );
    }

    /// <summary>The index of each image's class among <paramref name="classes"/>.</summary>
    /// <exception cref="DataException">A label is none of them.</exception>
    byte[] Indices(byte[] classes)
    {
        Span<short> places = stackalloc short[byte.MaxValue + 1];
        places.Fill(-1);
        for (int i = 0; i < classes.Length; i++)
            places[classes[i]] = (short)i;
        var indices = new byte[Labels!.Bytes.Length];
        for (int row = 0; row < indices.Length; row++)
        {
            int index = places[Labels.Bytes[row]];
            if (index < 0)
                throw new DataException(
                    $"{LabelSource}, label {row + 1}: {Labels.Bytes[row]} is not a class that was trained; those are "
                        + $"{NoteText.List([.. classes.Select(label => label.ToString())])}. Leave the image "
                        + "out, or train again with it."
                );
            indices[row] = (byte)index;
        }
        return indices;
    }
}
