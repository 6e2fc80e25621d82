using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// Images of one size whose pixels become numbers in [0, 1], and labels that are small whole numbers.
/// </summary>
sealed class ImagePreprocessing : Preprocessing
{
    readonly byte[] labels;
    readonly bool named;
    readonly int maximum;

    /// <summary>
    /// Images of a shape, the byte that becomes 1, the labels that occur in training, rising, and the classes' names if
    /// they have some.
    /// </summary>
    internal ImagePreprocessing(Shape shape, int maximum, byte[] labels, string[]? names = null)
    {
        InputShape = shape;
        this.maximum = maximum;
        this.labels = labels;
        named = names is not null;
        Classes = names ?? Array.ConvertAll(labels, label => label.ToString());
    }

    internal int Maximum => maximum;

    /// <inheritdoc/>
    public override TaskKind Task => TaskKind.Classification;

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override string TargetName => "label";

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes) =>
        Open(path, requireTargets, notes, unpackLimit: null);

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes, long? unpackLimit)
    {
        var part = Read(path, requireTargets, InputShape, maximum, stream: false, unpackLimit);
        foreach (string note in part.Notes)
            notes.Add(note);
        return Dataset(part);
    }

    /// <summary>
    /// Reads the images to evaluate or predict at a path: PNG images, CIFAR-10's or IDX files, or a CSV file with a
    /// column for each pixel; the name of the built-in digits gives their test part.
    /// </summary>
    internal static LabelledImages Read(
        string path,
        bool requireLabels,
        Shape shape,
        int maximum,
        bool stream,
        long? unpackLimit
    )
    {
        if (path == DataLoader.Digits && !Path.Exists(path))
            return Digits.DigitsFormat.Test();
        if (PngFiles.Recognises(path))
            return PngReader.Read(PngFiles.At(path, requireLabels), shape, stream, unpackLimit);
        if (CifarFiles.Recognises(path))
            return CifarFiles.At(path, stream) is var cifar && requireLabels ? cifar : cifar with { Labels = null };
        return PixelTable.Recognises(path)
            ? PixelTable.Read(path, shape, maximum, requireLabels)
            : LabelledImages.Read(ImageFiles.At(path), requireLabels, stream, unpackLimit);
    }

    /// <summary>The images as this preprocessing reads them.</summary>
    /// <exception cref="DataException">They have another size, or a label that is no class.</exception>
    internal IDataset Dataset(LabelledImages part)
    {
        if (part.Shape != InputShape)
            throw new DataException(
                $"{part.Source} holds images of {Described(part.Shape)}; the model reads "
                    + $"{Described(InputShape)}. Bring them to that size."
            );
        float[]? known = part.Labels is null
            ? null
            : Array.ConvertAll(part.Indices(labels, Classes), index => (float)index);
        return part.Images.Streamed is { } files
            ? new StreamedImages(part.Shape, part.Count, files, known, maximum)
            : new ImageDataset(part.Shape, part.Count, part.Images.Bytes, known, maximum);
    }

    /// <inheritdoc/>
    internal override int RowLength => InputShape.Length;

    /// <inheritdoc/>
    internal override string RowForm =>
        $"the {NoteText.Count(InputShape.Length)} bytes of {Described(InputShape)}, each as a number from 0 "
        + $"to {maximum}";

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<float> row, Span<float> input)
    {
        float scale = 1f / maximum;
        System.Numerics.Tensors.TensorPrimitives.Multiply(row, scale, input);
    }

    static string Described(Shape shape) =>
        $"{shape[1]}×{shape[2]} pixels" + (shape[0] == 1 ? "" : $" in {shape[0]} channels");

    /// <inheritdoc/>
    internal override StoredPreprocessing Stored =>
        new StoredImages(InputShape, maximum, labels, named ? [.. Classes] : null);
}

/// <summary>An <see cref="ImagePreprocessing"/> as a file holds it.</summary>
sealed record StoredImages(Shape Shape, int Maximum, IReadOnlyList<byte> Labels, string[]? Names = null)
    : StoredPreprocessing
{
    /// <inheritdoc/>
    protected override Preprocessing Make()
    {
        Require(Shape.Rank == 3, "shape");
        Require(Labels.Count >= 2 && Labels.Distinct().Count() == Labels.Count, "labels");
        Require(
            Names is null
                || (Names.Length == Labels.Count && Names.Distinct(StringComparer.Ordinal).Count() == Names.Length),
            "names"
        );
        Require(Maximum is >= 1 and <= byte.MaxValue, "maximum");
        return new ImagePreprocessing(Shape, Maximum, [.. Labels], Names);
    }
}
