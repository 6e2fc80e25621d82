using System.Text.Json.Nodes;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Numpy;

/// <summary>Arrays of numbers: each feature of a table, or each channel of images, is standardised; images of bytes become numbers in [0, 1].</summary>
/// <param name="layout">What the sizes of the arrays mean.</param>
/// <param name="means">What each group's number 0 was; empty for images of bytes.</param>
/// <param name="scales">What each group's number 1 lies above its number 0; empty for images of bytes.</param>
/// <param name="target">The target.</param>
sealed class NumpyPreprocessing(ArrayLayout layout, double[] means, double[] scales, TargetColumn target) : Preprocessing
{
    internal const string Kind = "numpy";

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
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes)
    {
        if (!Path.Exists(path)) throw DataFile.Missing(path);
        if (!ArraySource.Recognises(path)) throw new DataException($"{path} is no NumPy file, and the model learned from NumPy arrays. Save the rows as .npy or .npz.");
        using var source = ArraySource.Open(path);
        return Dataset(source.ToRead(requireTargets));
    }

    /// <summary>Rows as this preprocessing reads them.</summary>
    internal IDataset Dataset(ArrayPair pair)
    {
        float[]? targets = pair.Targets is null ? null : NumberTargets.Encode(TargetArray.Read(pair.Targets), target, row => $"{pair.Targets.Name}, row {NoteText.Count(row)}");
        return Dataset(pair.Inputs, targets);
    }

    /// <summary>Rows as this preprocessing reads them, with targets that have been read already.</summary>
    /// <exception cref="DataException">The shape is another, or a number cannot be held.</exception>
    internal IDataset Dataset(NpyArray inputs, float[]? targets)
    {
        var walk = ArrayLayout.Of(inputs, layout).Walk(inputs.Header);
        if (!Bytes || !inputs.Header.Type.IsByte) return Matrix(inputs, targets, walk);
        var pixels = Memory.Rows<byte>(inputs);
        inputs.Read((numbers, count) =>
        {
            for (int i = 0; i < count; i++) pixels[walk.Next()] = (byte)numbers[i];
        });
        return new ImageDataset(layout.Shape, inputs.Rows, pixels, targets, byte.MaxValue);
    }

    MatrixDataset Matrix(NpyArray inputs, float[]? targets, ElementWalk walk)
    {
        var values = Memory.Rows<float>(inputs);
        int width = layout.Shape.Length;
        const float Scale = 1f / byte.MaxValue;
        inputs.Read((numbers, count) =>
        {
            for (int i = 0; i < count; i++)
            {
                int at = walk.Next(), group = layout.Group(at % width);
                float value = Bytes ? (float)numbers[i] * Scale : (float)((numbers[i] - means[group]) / scales[group]);
                values[at] = float.IsFinite(value) ? value : throw Refused.Input(inputs, at / width, numbers[i]);
            }
        });
        return new(layout.Shape, values, targets);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["kind"] = Kind,
        ["shape"] = new JsonArray([.. InputShape.ToArray().Select(size => JsonValue.Create(size))]),
        ["channelsLast"] = layout.ChannelsLast,
        ["means"] = new JsonArray([.. means.Select(mean => JsonValue.Create(mean))]),
        ["scales"] = new JsonArray([.. scales.Select(scale => JsonValue.Create(scale))]),
        ["target"] = target.ToJson(),
    };

    /// <summary>What <see cref="ToJson"/> stored.</summary>
    internal static NumpyPreprocessing Restore(StoredJson json)
    {
        int[] shape = [.. json.Items("shape").Select(size => size.Integer(1, int.MaxValue))];
        if (shape.Length is not (1 or 3) || shape.Aggregate(1.0, (product, size) => product * size) > int.MaxValue) throw json.Damaged("shape");
        var layout = new ArrayLayout(new(shape), json["channelsLast"].Flag());
        double[] means = [.. json.Items("means").Select(mean => mean.Number())], scales = [.. json.Items("scales").Select(scale => scale.Positive())];
        if (means.Length != layout.Groups && !(means.Length == 0 && shape.Length == 3)) throw json.Damaged("means");
        if (scales.Length != means.Length) throw json.Damaged("scales");
        return new(layout, means, scales, TargetColumn.Restore(json["target"]));
    }
}
