using System.Runtime.CompilerServices;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// Arrays of numbers: each feature of a table, or each channel of images, is standardised; images of bytes become
/// numbers in [0, 1].
/// </summary>
/// <param name="layout">What the sizes of the arrays mean.</param>
/// <param name="means">What each group's number 0 was; empty for images of bytes.</param>
/// <param name="scales">
/// What each group's number 1 lies above its number 0, infinite for a group that is read as 0; empty for images of
/// bytes.
/// </param>
/// <param name="target">The target.</param>
sealed class NumpyPreprocessing(ArrayLayout layout, double[] means, double[] scales, TargetColumn target)
    : Preprocessing
{
    internal ArrayLayout Layout => layout;

    internal ReadOnlySpan<double> Means => means;

    internal ReadOnlySpan<double> Scales => scales;

    /// <inheritdoc/>
    public override TaskKind Task => target.Task;

    /// <inheritdoc/>
    public override Shape InputShape => layout.Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => target.Classes;

    /// <inheritdoc/>
    public override string TargetName => target.Name;

    /// <inheritdoc/>
    public override double TargetMean => target.Mean;

    /// <inheritdoc/>
    public override double TargetScale => target.Scale;

    bool Bytes => means.Length == 0;

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes) =>
        Open(path, requireTargets, notes, unpackLimit: null);

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes, long? unpackLimit) =>
        Open(path, requireTargets, stream: false, notes, unpackLimit);

    /// <summary>The same, streamed if that is asked for.</summary>
    internal IDataset Open(string path, bool requireTargets, bool stream, ICollection<string> notes, long? unpackLimit)
    {
        if (!Path.Exists(path))
            throw DataFile.Missing(path);
        if (!ArraySource.Recognises(path))
            throw new DataException(
                $"{path} is no NumPy file, and the model learned from NumPy arrays. Save the rows as .npy or .npz."
            );
        using var source = ArraySource.Open(path, unpackLimit);
        var pair = source.ToRead(requireTargets);
        source.CheckUnpacked();
        return Dataset(pair, stream, notes);
    }

    /// <summary>
    /// Rows as this preprocessing reads them; those whose target is missing are left out with a note.
    /// </summary>
    internal IDataset Dataset(ArrayPair pair, bool stream, ICollection<string> notes)
    {
        if (pair.Targets is null)
            return Dataset(pair.Inputs, null, stream);
        var targets = new NumberTargets(TargetArray.Read(pair.Targets), pair.Targets.Name);
        if (targets.MissingNote is { } note)
            notes.Add(note);
        return targets.WithTargets(
            Dataset(
                pair.Inputs,
                targets.Encode(target, row => $"{pair.Targets.Name}, row {NoteText.Count(row)}"),
                stream
            )
        );
    }

    /// <summary>Rows as this preprocessing reads them, with targets that have been read already.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="targets">
    /// What <see cref="NumberTargets.Encode"/> made of the targets; null where there are none.
    /// </param>
    /// <param name="stream">
    /// Whether the rows stay in their file until they are needed; if not, they do where they are too large for memory
    /// and can.
    /// </param>
    /// <exception cref="DataException">
    /// The shape is another, a number cannot be held, or the rows are to be streamed and cannot be.
    /// </exception>
    internal IDataset Dataset(NpyArray inputs, float[]? targets, bool stream)
    {
        var walk = ArrayLayout.Of(inputs, layout).Walk(inputs.Header);
        bool pixelsAlone = Bytes && inputs.Header.Type.IsByte;
        if (stream || (inputs.IsRowwise && StreamingChoice.IsLarge(MemoryFor(inputs))))
        {
            var streamed = new StreamedArray(inputs, this, targets);
            if (!pixelsAlone)
                Numbers(inputs, walk, []);
            streamed.RefuseChanged();
            return streamed;
        }
        if (!pixelsAlone)
        {
            var values = Memory.Rows<float>(inputs);
            Numbers(inputs, walk, values);
            return new MatrixDataset(layout.Shape, values, targets);
        }
        var pixels = Memory.Rows<byte>(inputs);
        inputs.Read(
            (numbers, count) =>
            {
                for (int i = 0; i < count; i++)
                    pixels[walk.Next()] = (byte)numbers[i];
            }
        );
        return new ImageDataset(layout.Shape, inputs.Rows, pixels, targets, byte.MaxValue);
    }

    // What a network reads of all rows, into values; where that is empty, they are only looked at.
    void Numbers(NpyArray inputs, ElementWalk walk, float[] values)
    {
        int width = layout.Shape.Length;
        inputs.Read(
            (numbers, count) =>
            {
                for (int i = 0; i < count; i++)
                {
                    long at = walk.Next();
                    float value = Number(inputs, numbers[i], (int)(at / width), (int)(at % width));
                    if (values.Length > 0)
                        values[at] = value;
                }
            }
        );
    }

    /// <summary>What a network reads for a number at a place of a row.</summary>
    /// <exception cref="DataException">A float cannot hold it.</exception>
    internal float Number(NpyArray inputs, double number, int row, int place)
    {
        float value = Number(number, place);
        return float.IsFinite(value) ? value : throw Refused.Input(inputs, row, number);
    }

    float Number(double number, int place)
    {
        const float Scale = 1f / byte.MaxValue;
        int group = layout.Group(place);
        return Bytes ? (float)number * Scale : (float)((number - means[group]) / scales[group]);
    }

    /// <summary>What the inputs take in memory: pixels a byte each, anything else a float.</summary>
    internal long MemoryFor(NpyArray inputs) =>
        inputs.Header.Elements * (Bytes && inputs.Header.Type.IsByte ? 1 : Unsafe.SizeOf<float>());

    /// <inheritdoc/>
    internal override int RowLength => layout.Shape.Length;

    /// <inheritdoc/>
    internal override string RowForm => $"{NoteText.Count(layout.Shape.Length)} numbers of the shape {layout.Shape}";

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<float> row, Span<float> input)
    {
        for (int place = 0; place < row.Length; place++)
        {
            input[place] = Number(row[place], place);
            if (!float.IsFinite(input[place]))
                throw new DataException(
                    $"Number {place} of the row, {NoteText.Number(row[place])}, is too far from those of the "
                        + "training rows. Correct it, or leave the row out."
                );
        }
    }

    /// <inheritdoc/>
    internal override StoredPreprocessing Stored =>
        new StoredNumpy(
            InputShape,
            layout.ChannelsLast,
            means,
            // JSON has no infinity; programs that do not know the last member read such a group less its mean.
            Array.ConvertAll(scales, scale => double.IsInfinity(scale) ? 1 : scale),
            target.Stored,
            Array.Exists(scales, double.IsInfinity)
                ? [.. scales.Index().Where(scale => double.IsInfinity(scale.Item)).Select(scale => scale.Index)]
                : null
        );
}

/// <summary>A <see cref="NumpyPreprocessing"/> as a file holds it.</summary>
sealed record StoredNumpy(
    Shape Shape,
    bool ChannelsLast,
    double[] Means,
    double[] Scales,
    StoredTarget Target,
    int[]? Constant = null
) : StoredPreprocessing
{
    /// <inheritdoc/>
    protected override Preprocessing Make()
    {
        Require(Shape.Rank is 1 or 3, "shape");
        var layout = new ArrayLayout(Shape, ChannelsLast);
        Require(Means.Length == layout.Groups || (Means.Length == 0 && Shape.Rank == 3), "means");
        Require(Scales.Length == Means.Length && Array.TrueForAll(Scales, scale => scale > 0), "scales");
        foreach (int group in Constant ?? [])
        {
            Require(group < Scales.Length, "constant");
            Scales[group] = double.PositiveInfinity;
        }
        return new NumpyPreprocessing(layout, Means, Scales, Target.Made);
    }
}
