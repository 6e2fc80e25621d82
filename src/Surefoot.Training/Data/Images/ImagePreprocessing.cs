using System.Text.Json.Nodes;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Images;

/// <summary>
/// Images of one size whose pixels become numbers in [0, 1], and labels that are small whole numbers.
/// </summary>
sealed class ImagePreprocessing : Preprocessing
{
    internal const string Kind = "images";

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

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["kind"] = Kind,
            ["shape"] = new JsonArray([.. InputShape.ToArray().Select(size => JsonValue.Create(size))]),
            ["maximum"] = maximum,
            ["labels"] = new JsonArray([.. labels.Select(label => JsonValue.Create((int)label))]),
        };
        // Files of versions without names have none, and mean the same.
        if (named)
            json["names"] = new JsonArray([.. Classes.Select(name => JsonValue.Create(name))]);
        return json;
    }

    /// <summary>What <see cref="ToJson"/> stored.</summary>
    internal static ImagePreprocessing Restore(StoredJson json)
    {
        int[] shape = [.. json.Items("shape", most: 3).Select(size => size.Integer(1, int.MaxValue))];
        byte[] stored =
        [
            .. json.Items("labels", byte.MaxValue + 1).Select(label => (byte)label.Integer(0, byte.MaxValue)),
        ];
        if (shape.Length != 3 || shape.Aggregate(1.0, (product, size) => product * size) > int.MaxValue)
            throw json.Damaged("shape");
        if (stored.Length < 2 || stored.Distinct().Count() != stored.Length)
            throw json.Damaged("labels");
        string[]? names = json["names"].Node is null
            ? null
            : [.. json.Items("names", byte.MaxValue + 1).Select(name => name.Text())];
        if (
            names is not null
            && (names.Length != stored.Length || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        )
            throw json.Damaged("names");
        return new(new(shape), json["maximum"].Integer(1, byte.MaxValue), stored, names);
    }

    static string Described(Shape shape) =>
        $"{shape[1]}×{shape[2]} pixels" + (shape[0] == 1 ? "" : $" in {shape[0]} channels");
}
